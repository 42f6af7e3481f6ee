"""Agreements and documents: their pages."""
