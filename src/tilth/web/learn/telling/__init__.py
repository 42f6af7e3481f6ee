"""Telling a story: the pages under /tell/."""
