"""Somebody's words among ours: what they begin with a mark of direction ends with them."""

OPENS = {"\u202a": "\u202c", "\u202b": "\u202c", "\u202d": "\u202c", "\u202e": "\u202c",
         "\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}  # fmt: skip
MARKS = {ord(one): None for one in [*OPENS, "\u202c", "\u2069"]}


def closed(text):
    """The text with every mark of direction it opens closed, so that nothing after it turns round.

    Scripts written from right to left keep their marks; a mark that closes nothing is left out.
    Source: Unicode Standard Annex 9, embeddings, overrides and isolates.
    """
    waits, kept = [], []
    for one in text:
        if one in OPENS:
            waits.append(OPENS[one])
        elif one in ("\u202c", "\u2069"):
            if one not in waits:
                continue
            while waits[-1] != one:
                kept.append(waits.pop())
            waits.pop()
        kept.append(one)
    return "".join(kept + waits[::-1])


def line(text, most=120):
    """The beginning of a text on one line, without marks of direction and control characters."""
    seen = "".join(one if one.isprintable() else " " for one in text[: most * 4].translate(MARKS))
    seen = " ".join(seen.split())
    return seen if len(seen) <= most else f"{seen[: most - 1].rstrip()}\u2026"
