"""Ripples: what followed from what, wanted or not, good or bad; drawn, told and weighed."""
