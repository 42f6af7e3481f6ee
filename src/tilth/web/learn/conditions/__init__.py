"""The conditions of a place."""
