"""Talks, texts and what they claim."""
