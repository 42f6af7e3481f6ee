"""The conditions a practice needs beside those of a place: what is there, what is lacking."""

ORDER = ("absent", "partly", "unknown", "present")


def newest(found):
    """{(code, area): the newest Say}; of one day the later in the order given."""
    kept: dict = {}
    for one in found:
        before = kept.get((one.code, one.area))
        if before is None or one.on >= before.on:
            kept[one.code, one.area] = one
    return kept


def beside(needed, found, area, wider=()):
    """What a practice needs, with how far an area has it: [(code, state, Say or None, own)].

    needed: codes. found: Says (conditions.says). area: of the new place. wider: areas it lies in,
    the nearest first; what is told of those, and at last of the whole place, stands in where
    nothing is told of it, and `own` is then False. What nobody has said is unknown, never absent.
    What is lacking comes first.
    """
    kept, rows = newest(found), []
    for code in needed:
        around = (kept.get((code, one)) for one in (area, *wider, ""))
        one = next((told for told in around if told is not None), None)
        rows.append((code, one.state if one else "unknown", one, bool(one) and one.area == area))
    return sorted(rows, key=lambda row: ORDER.index(row[1]))
