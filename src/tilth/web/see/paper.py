"""An area on two sheets of paper: what a person takes to a meeting, and what they look up.

How much has room is counted in lines of the sheets' small print before anything is drawn. What
has none is counted too and said on the sheet, never left out in silence.
"""

from math import ceil

from tilth.see.findings.digits import HIDDEN
from tilth.see.needs.indicator import THEMES

LETTERS = 56  # of a figure's name and unit, to a line of its table
TEXT = 100  # letters to a line of running text over the whole sheet
NAME = 9  # letters of a name over a column of figures
HALF = 56  # and beside who lives here
FIRST = 57  # lines of the first sheet below its name: what is strong, then what people need
SECOND = 69  # lines of the second
FEW = 2  # figures known to partners that have room whatever else is told
EDGE = 0.4  # lines a row takes besides its words
HEADING = 3.4  # lines of a heading and the head of its table
AGES = 25  # lines who lives here takes
NOTES = 12  # lines of what is left out, of the foot and of the headings of text
CAVEATS = 11  # lines of what to bear in mind, at most
SEXES = ("female", "male")
ASSETS, NEWS = 12, 3  # places to meet and be helped, and changes, that are named


def sheets(told, *, address):
    """What two sheets say of an area, and how much stands only on its page.

    told: what the page of an area is drawn from. address: of that page.
    """
    profile = told["profile"]
    if profile.get("why"):
        return {"why": profile["why"], "address": address}
    themes = profile["themes"]
    every = [row for _, rows in themes["counted"] for row in rows] + themes["published"]
    known = themes["by_theme"].get(THEMES["partners"], []) if told.get("counted") else []
    chosen = {
        "strong": [row for row in every if row["strong"]],
        "needs": [row for row in every if row["meaning"] == "worse"],
        "known": known,
        "different": [row for row in every if _is_different(row) and row not in known],
    }
    caveats = fitting(profile["caveats"], CAVEATS, lambda one: wrapped(one, TEXT))
    first = _first(chosen, told)
    second = _second(chosen, told, caveats, first)
    shown = {**first, **second}
    here = [row for rows in shown.values() for row in rows]
    ages = by_age(told.get("pyramid", {}))
    marks = [row["value"] for row in here] + [one[sex] for one in ages for sex in SEXES]
    return {
        **shown,
        "more": {name: len(chosen[name]) - len(shown[name]) for name in chosen},
        "caveats": caveats,
        "more_caveats": len(profile["caveats"]) - len(caveats),
        "figures": len(every),
        "here": len({row["indicator"] for row in here}),
        "ages": ages,
        "hidden": HIDDEN in marks,
        "address": address,
    }


def _first(chosen, told):
    """The strengths and needs that have room: each has half of it, and what the other leaves."""
    named = "; ".join(f"{one['name']} ({one['kind']})" for one in told["assets"][:ASSETS])
    room = FIRST - wrapped(named, TEXT) - 1.3 * wrapped(told["profile"]["sentence"], TEXT)
    room -= 2 * _names(told)
    strong = fitting(chosen["strong"], max(room / 2, room - taken(chosen["needs"])))
    return {"strong": strong, "needs": fitting(chosen["needs"], room - taken(strong))}


def _second(chosen, told, caveats, first):
    """What has room beside who lives here, what to bear in mind and where figures come from."""
    profile = told["profile"]
    text = [*caveats, f"{profile['source']} {profile['method']}"]
    heading = HEADING + _names(told)
    room = SECOND - NOTES - sum(wrapped(one, TEXT) for one in text)
    if told.get("counted"):
        room -= max(AGES, _beside(told)) + heading
    known = max(chosen["known"][:FEW], fitting(chosen["known"], room - heading), key=len)
    room -= taken(known) + heading
    different = fitting(chosen["different"], room)
    published = []
    if not told.get("counted"):
        seen = [row for rows in first.values() for row in rows] + different
        rest = [row for row in profile["themes"]["published"] if row not in seen]
        published = fitting(rest, room - taken(different) - heading)
    return {"known": known, "different": different, "published": published}


def _names(told):
    """The lines the longer name over a table's columns takes beyond the first."""
    names = (told["area"].familiar, told["profile"]["whole"])
    return max(wrapped(name, NAME) for name in names) - 1


def _beside(told):
    """The lines of what stands beside who lives here."""
    changes = (told["changes"].get("of") or {}).get(told["area"].code, [])[:NEWS]
    said = [f"{one['title']}: {one['sentence']}" for one in changes]
    said += [fig.get("why") or fig["sentence"] for _, fig in told["fair"]]
    return sum(wrapped(one, HALF) + EDGE for one in said) + 18


def fitting(rows, room, lines=None):
    """The first rows that have room, in their own order."""
    some = []
    for row in rows:
        room -= (lines or lines_of)(row)
        if room < 0:
            break
        some.append(row)
    return some


def taken(rows):
    """The lines that figures take."""
    return sum(map(lines_of, rows))


def lines_of(row):
    """The lines one figure takes in its table."""
    return max(1, wrapped(f"{row['title']} {row['unit']}", LETTERS)) + EDGE


def wrapped(text, letters):
    """The lines a text takes."""
    return ceil(len(text) / letters)


def by_age(pyramid):
    """Who lives here, a row an age, the oldest first: numbers as shown and how long their bars are.

    pyramid: as a page draws it. Bars are per cent of the longest; what is hidden has none.
    """
    rows: dict = {}
    for row in pyramid.get("rows", ()):
        sex, age, people = (cell["text"] for cell in row["cells"][:3])
        rows.setdefault(age, {"age": age} | dict.fromkeys(SEXES, ""))[sex] = people
    longest = max((_count(row[sex]) for row in rows.values() for sex in SEXES), default=0)
    for row in rows.values():
        row |= {f"{sex}_bar": round(100 * _count(row[sex]) / max(1, longest)) for sex in SEXES}
    return list(rows.values())[::-1]


def _count(text):
    """The number a text tells; nought where it is hidden."""
    digits = text.replace(",", "")
    return int(digits) if digits.isdigit() else 0


def _is_different(row):
    """Whether a figure is higher or lower than around it, which is neither better nor worse."""
    return row["compared"] in ("higher", "lower") and not row["meaning"] and not row["strong"]
