"""A made-up system and what its partners would send."""
