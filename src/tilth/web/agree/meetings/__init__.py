"""Meetings: their pages, from the agenda to the minutes."""
