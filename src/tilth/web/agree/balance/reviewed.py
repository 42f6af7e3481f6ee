"""Where accountability lies: the reviews there were, as values."""

from tilth.agree.balance import Review
from tilth.agree.balance.locus import DIRECTIONS, locus
from tilth.agree.words import LAYERS
from tilth.web.agree.commitments.reviews import reviews


def reviews_of(since=None, until=None):
    """The reviews between two days; one of a layer nobody knows is left out."""
    found = [
        Review(one["reviewer"], one["reviewed"], one["by_layer"], one["of_layer"], one["on"])
        for one in reviews(since, until)
    ]
    return [one for one in found if one.by_layer in LAYERS and one.of_layer in LAYERS]


def told(since=None, until=None, names=None):
    """The locus of accountability as a page shows it; `reviews` is nought where there were none."""
    found = reviews_of(since, until)
    ways, layers = locus(found)
    return {
        "reviews": len(found),
        "ways": [
            {"way": way, "says": DIRECTIONS[way], "count": int(row.reviews), "band": _band(row)}
            for way, row in ways.iterrows()
        ],
        "layers": [{"layer": name, "count": int(row.reviews)} for name, row in layers.iterrows()],
        "rows": [_row(one, names or {}) for one in found],
    }


def by_year(until):
    """How the share of each layer moved, year by year: [(year, {layer: count}, reviews)]."""
    found = reviews_of(None, until)
    years = sorted({one.on.year for one in found})
    return [
        {
            "year": year,
            "reviews": sum(one.on.year == year for one in found),
            "layers": {
                layer: sum(one.on.year == year and one.of_layer == layer for one in found)
                for layer in LAYERS
            },
        }
        for year in years
    ]


def _band(row):
    if row["share"] != row["share"]:
        return None
    return [round(100 * row[k]) for k in ("share", "lower", "upper")]


def _row(one, names):
    return {
        "by": names.get(one.by, one.by),
        "of": names.get(one.of, one.of),
        "by_layer": one.by_layer,
        "of_layer": one.of_layer,
        "on": one.on,
    }
