"""Sharing with other systems and by email."""
