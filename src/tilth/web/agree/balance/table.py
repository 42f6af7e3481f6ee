"""The balance of a body as one equal table: for files and for the command."""

from tilth.agree.partners.sectors import sectors

COLUMNS = {
    "body": "Board or group", "cycle": "Cycle", "what": "What", "partner": "Partner",
    "sector": "Sector", "statutory": "Large public body", "amount": "How much",
    "total": "Of", "by_chance_up_to": "By chance alone up to", "stands_out": "More than chance",
    "enough": "Enough to tell",
}  # fmt: skip
NOTES = (
    "Partners are organisations; nothing here is about a person.",
    "Every member is told, also who gave nothing.",
    "By chance alone: what one partner would give at most, 39 times in 40, if each were alike.",
)


def sector_words(name):
    """A sector as it is read."""
    known = sectors().sector.get(name)
    words = known.title if known else name.replace("_", " ").replace("-", " ")
    return words[:1].upper() + words[1:]


def rows_of(report):
    """One row a thing shared and a partner, in order of the page."""
    return [_row(report, part, row) for part in report.parts() for row in part["rows"]]


def _row(report, part, row):
    one = part["balance"]
    return {
        "body": report.body.name,
        "cycle": report.cycle.key,
        "what": part["column"],
        "partner": row["name"],
        "sector": row["sector"],
        "statutory": "yes" if row["statutory"] else "no",
        "amount": row["raw"],
        "total": one.total,
        "by_chance_up_to": one.up_to if one.enough else None,
        "stands_out": ("yes" if row["out"] else "no") if one.enough else None,
        "enough": "yes" if one.enough else "no",
    }
