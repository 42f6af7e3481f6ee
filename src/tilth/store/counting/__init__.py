"""A population and the counting of criteria in it."""
