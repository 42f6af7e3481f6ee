"""Cells that are safe to open in a spreadsheet."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0")


def safe_cell(value):
    """A cell no spreadsheet will take for a formula: text only, numbers are left as they are."""
    if isinstance(value, str) and value[:1] in FORMULA:
        return "'" + value
    return value
