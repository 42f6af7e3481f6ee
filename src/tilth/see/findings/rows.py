"""The rows of a finding as they are shown: what page, command, file and notebook all print."""

from tilth.see.findings.digits import HIDDEN, empty

NOTES = {
    "hidden": "hidden: a small number of people",
    "protects another": "hidden, so that another small number cannot be worked out",
    "nobody": "there is nobody here to count",
    "not known": "not known for anyone here",
    "too few": "too few people to say",
}
CONCEALED = ("hidden", "protects another")
"""The notes under which a figure exists and is not shown."""

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
COUNTS = ("numerator", "denominator", "unknown")
RANKS = ("rank", "rank_lower", "rank_upper", "of")
VALUES = ("value", "lower", "upper", "shrunk", "whole", "lowest", "highest")
GROUPS = {
    "sex": "Sex",
    "age_group": "Age",
    "ethnic_group": "Ethnic group",
    "deprivation_fifth": "Deprivation",
}
FIFTHS = {
    "1": "most deprived fifth",
    "2": "second most deprived fifth",
    "3": "middle fifth",
    "4": "second least deprived fifth",
    "5": "least deprived fifth",
}
HEADINGS = {
    "area": "Code",
    "name": "Area",
    "title": "Indicator",
    "theme": "Theme",
    "period": "Period",
    "numerator": "Number",
    "denominator": "Out of",
    "lower": "As low as",
    "upper": "As high as",
    "shrunk": "Steadied",
    "unknown": "Not known",
    "compared": "Compared",
    "note": "Note",
    "unit": "Unit",
    "rank": "Rank",
    "rank_lower": "Rank, at best",
    "rank_upper": "Rank, at worst",
    "of": "Of",
    "meaning": "Means",
    "indicator": "Indicator code",
    "whole": "Whole",
    "lowest": "Lowest area",
    "highest": "Highest area",
}


def concealed(row):
    """Whether this row's figure exists and is not shown."""
    return row.get("note") in CONCEALED


def rows(finding, most=None):
    """The rows of a finding, every figure as it is shown; a list of dicts, one for each row.

    most: only the first so many.

    Counts are whole numbers as they passed the door; values and limits are rounded once, to the
    decimals of their scale (docs/see/finding.md). A figure that may not be shown is "*" and its
    note says so; one that does not exist is None and its note says why. None is never nought.
    """
    table = finding.table if most is None else finding.table.head(most)
    records = table.astype(object).where(table.notna(), None).to_dict("records")
    return [_row(record, finding) for record in records]


def _row(record, finding):
    scale = finding.scale_of(record)
    hidden = concealed(record)
    told = {}
    for column, value in record.items():
        if column in COUNTS:
            told[column] = _count(value, hidden)
        elif column in VALUES:
            own = column in ("value", "lower", "upper", "shrunk")
            told[column] = HIDDEN if hidden and own else scale.digits(value)
        elif column in RANKS:
            told[column] = None if empty(value) else int(value)
        elif column == "note":
            told[column] = NOTES.get(value, value or "")
        elif column == "period":
            told[column] = said_period(value, finding.asked.over)
        elif column in GROUPS:
            told[column] = said_group(column, value)
        elif column not in finding.internal:
            told[column] = value
    return told


def _count(value, hidden):
    """A count as shown. An empty one is hidden where the row is, else it does not exist."""
    if empty(value):
        return HIDDEN if hidden else None
    whole = round(float(value))
    return whole if abs(whole - float(value)) < 1e-9 else float(value)


def headings(finding):
    """What stands over each column of `rows`: column -> words."""
    told = rows(finding, most=1)
    columns = told[0] if told else {c: None for c in finding.table if c not in finding.internal}
    alone = len(finding.scales) == 1
    said = HEADINGS | GROUPS | {"value": finding.scale.heading if alone else "Figure"}
    return {c: said.get(c, c.replace("_", " ").capitalize()) for c in columns}


def said_group(column, value):
    """A group in plain words."""
    if str(value) in ("", "None", "nan", "<NA>"):
        return "not known"
    if column == "deprivation_fifth":
        text = str(value)
        return FIFTHS.get(text[:-2] if text.endswith(".0") else text, text)
    if column == "age_group":
        return str(value).replace("-", " to ").replace("+", " and over")
    return str(value).replace("_", " ")


def said_period(value, over=None):
    """A period by its last day: "Mar 2026", "Jan to Mar 2026", "Apr 2025 to Mar 2026"."""
    if not hasattr(value, "strftime"):
        return "" if value is None else str(value)
    end = f"{value:%b} {value.year}"
    if over == "quarter":
        return f"{MONTHS[(value.month - 3) % 12]} to {end}"
    if over == "year":
        start = value.year if value.month == 12 else value.year - 1
        return f"{MONTHS[value.month % 12]} {start} to {end}"
    return end if over == "month" else f"{value.day} {end}"
