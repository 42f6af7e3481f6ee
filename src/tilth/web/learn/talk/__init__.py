"""Conversations about whatever is published."""
