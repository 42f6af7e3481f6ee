"""Places or practices side by side: what they share, what only one has; never which is better."""

from dataclasses import dataclass

FEWEST, MOST = 2, 4


@dataclass(frozen=True)
class Aspect:
    """One thing told of each. cells: a tuple of words for each column, () where nobody has said.

    shared: what all of them say. differ: whether they differ, as far as all have said.
    """

    name: str
    cells: tuple
    shared: tuple
    differ: bool
    untold: int


def side_by_side(columns):
    """Aspects of two to four things, in the order of the first that tells of each.

    columns: a list of {aspect: list of words}. Raises ValueError for fewer than two or more than
    four. An aspect nobody tells of is left out.
    """
    if not FEWEST <= len(columns) <= MOST:
        raise ValueError("two to four can stand side by side")
    names = list(dict.fromkeys(name for column in columns for name in column))
    aspects = (_aspect(name, [tuple(one.get(name, ())) for one in columns]) for name in names)
    return [one for one in aspects if any(one.cells)]


def _aspect(name, cells):
    sets = [{word.casefold() for word in cell} for cell in cells]
    common = set.intersection(*sets)
    shared = tuple(word for word in cells[0] if word.casefold() in common)
    told = [one for one in sets if one]
    differ = any(one != told[0] for one in told[1:])
    return Aspect(name, tuple(cells), shared, differ, sum(not one for one in sets))
