"""Codes, and who put which where."""
