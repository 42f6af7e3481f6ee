"""Decisions: their pages, from the first draft to the review."""
