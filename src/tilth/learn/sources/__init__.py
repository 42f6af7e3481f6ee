"""Talks and texts as sources: who says what where, slips put right, what is claimed."""
