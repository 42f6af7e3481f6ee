"""Codes: the frame, who agrees with whom, and suggestions that are only made when right."""
