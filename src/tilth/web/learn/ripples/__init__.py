"""Ripple maps."""
