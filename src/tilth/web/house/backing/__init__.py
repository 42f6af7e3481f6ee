"""Backing a place up into one file, and bringing it back from one."""
