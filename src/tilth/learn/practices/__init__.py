"""Practices that travel: their families, what they rest on, how they spread, side by side."""
