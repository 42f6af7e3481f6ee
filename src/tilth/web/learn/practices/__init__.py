"""Practices and where they were planted."""
