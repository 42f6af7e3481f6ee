"""Layers, areas and what is published about them."""
