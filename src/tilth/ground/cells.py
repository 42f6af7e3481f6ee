"""Cells that are safe to open in a spreadsheet."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0")
BREAKS = str.maketrans("\r\n\0", "   ")


def safe_cell(value):
    """A cell no spreadsheet will take for a formula: text only, numbers are left as they are.

    A line break inside becomes a space: what follows one could begin a cell of its own.
    """
    if not isinstance(value, str):
        return value
    lead = "'" if value[:1] in FORMULA and value else ""
    return lead + value.translate(BREAKS)
