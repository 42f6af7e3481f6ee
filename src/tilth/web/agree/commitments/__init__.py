"""Commitments, and the public page of a place."""
