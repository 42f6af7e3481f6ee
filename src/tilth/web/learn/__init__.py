"""Thin web of LEARN."""
