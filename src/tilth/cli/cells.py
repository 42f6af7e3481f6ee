"""Cells that are safe to open in a spreadsheet."""


def safe_cell(value):
    """A cell no spreadsheet will take for a formula."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r", "\0"):
        return "'" + value
    return value
