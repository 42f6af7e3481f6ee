"""Codes that were merged: which one a coding is read as, and which merging is refused."""


def final(code, into):
    """The code that another is read as now, at the end of its chain.

    code: any name. into: {name: the name it was merged into, or None}. A chain that bites its own
    tail, which acts never make, ends where it would begin again.
    """
    seen = set()
    while into.get(code) is not None and code not in seen:
        seen.add(code)
        code = into[code]
    return code


def members(code, into):
    """A code and all that are read as it, in order of name."""
    return sorted({code} | {one for one in into if final(one, into) == code})


def why_not(code, target, *, types, shipped, into):
    """Why one code cannot be merged into another; '' where it can.

    types: {name: type}. shipped: the names that come with Tilth. into: as in `final`.
    """
    if code == target or final(target, into) == code:
        return "A code cannot be merged into itself"
    if into.get(code) is not None:
        return "It was merged already. Take it out first"
    if into.get(target) is not None:
        return "That one was merged itself. Choose the one it went into"
    if code in shipped:
        return "What the essay says stays as it is. Merge the other into it"
    if types[code] != types[target]:
        return f"They are of two kinds: {types[code]} and {types[target]}"
    return ""
