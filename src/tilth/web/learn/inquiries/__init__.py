"""Inquiries: what was answered, counted and read by those who may."""
