"""The sentence of a finding, made by rule: it says what the interval bears and nothing more."""

from tilth.see.findings.digits import empty
from tilth.see.findings.rows import NOTES, concealed, said_group, said_period
from tilth.see.findings.words import (
    CANNOT,
    HIGHER,
    LOWER,
    SIMILAR,
    compare,
    counted,
    listed,
    one_in,
    sentence,
)


def figure(row, scale):
    """One figure in words: "about 1 in 7 (14.2%, 12.9 to 15.6)", or why there is none."""
    value, lower, upper = row.get("value"), row.get("lower"), row.get("upper")
    if concealed(row) or empty(value):
        return NOTES.get(row.get("note") or "", row.get("note") or "not known")
    if empty(lower) or empty(upper):
        return scale.said(value)
    simple = None
    if scale.share:
        simple = one_in(value / scale.per, lower / scale.per, upper / scale.per)
    if simple:
        return f"{simple} ({scale.said(value)}, likely {scale.sure(lower, upper)})"
    return f"{scale.said(value)} (likely {scale.sure(lower, upper)})"


def standing(row, whole):
    """How a row stands to the whole: what the table says, where its interval bears it.

    A claim of higher or lower that the interval does not bear is not repeated.
    """
    if concealed(row) or not whole:
        return CANNOT
    own = compare(row.get("lower"), row.get("upper"), whole.get("value"))
    said = row.get("compared")
    if said in (HIGHER, LOWER) and said != own:
        return CANNOT
    return said if said in (HIGHER, LOWER, SIMILAR, CANNOT) else own


def of_one(title, row, scale, whole=None):
    """One area's figure, and how it stands to the whole."""
    told = f"{title} in {row['name']}: {figure(row, scale)}"
    alone = not whole or whole.get("name") == row["name"]
    if alone or concealed(row) or empty(row.get("value")):
        return sentence(told)
    if concealed(row):
        return sentence(told)
    beside = f"{whole['name']} ({scale.said(whole['value'])})"
    stands = standing(row, whole)
    words = {
        HIGHER: f"That is higher than in {beside}",
        LOWER: f"That is lower than in {beside}",
        SIMILAR: f"That is similar to {beside}",
        CANNOT: f"We cannot tell whether that differs from {beside}",
    }
    if empty(whole.get("value")):
        return sentence(told)
    return f"{sentence(told)} {sentence(words[stands])}"


def of_areas(title, records, scale, whole, plural="areas"):
    """Every area's figure beside the whole: where it is higher, lower, and how many are not."""
    first = f"{title}: {figure(whole, scale)} in {whole['name']}" if whole else title
    groups = {word: [] for word in (HIGHER, LOWER, SIMILAR, CANNOT)}
    for row in records:
        groups[standing(row, whole)].append(row["name"])
    told = [f"{word} in {listed(groups[word])}" for word in (HIGHER, LOWER) if groups[word]]
    if groups[SIMILAR]:
        told.append(f"similar in {listed(groups[SIMILAR])}" if told else "similar everywhere else")
    if not any(groups[word] for word in (HIGHER, LOWER)):
        told = [f"no difference between {plural} that we can be sure of"]
    if groups[CANNOT] and len(groups[CANNOT]) < len(records):
        told.append(f"we cannot tell for {listed(groups[CANNOT])}")
    if groups[CANNOT] and len(groups[CANNOT]) == len(records):
        told = [f"we cannot tell how the {plural} differ"]
    return f"{sentence(first)} {sentence(_run(told))}"


def _run(parts):
    return "; ".join(parts)


def of_groups(title, records, scale, whole, columns):
    """A breakdown: each group's figure is in the table; the sentence says which stand out."""
    several = len({row["name"] for row in records}) > 1
    named = []
    for row in records:
        group = " ".join(_group(row, column) for column in columns)
        named.append({**row, "name": f"{row['name']}, {group}" if several else group})
    return of_areas(title, named, scale, whole, plural="groups")


def _group(row, column):
    return said_group(column, row.get(column))


def of_series(title, records, scale, over, name):
    """A series: its last figure, and its first where the two intervals do not overlap."""
    shown = [row for row in records if not empty(row.get("value"))]
    if not shown:
        return sentence(f"{title} in {name}: no figure can be shown")
    if empty(records[-1].get("value")):
        newest = f"{said_period(records[-1]['period'], over)}: {figure(records[-1], scale)}"
        return sentence(f"{title} in {name}, {newest}")
    first, last = shown[0], shown[-1]
    told = f"{title} in {name}, {said_period(last['period'], over)}: {figure(last, scale)}"
    if len(shown) < 2:
        return sentence(told)
    since = f"than in {said_period(first['period'], over)} ({scale.said(first['value'])})"
    words = {
        HIGHER: f"That is higher {since}",
        LOWER: f"That is lower {since}",
        SIMILAR: f"We cannot tell whether it has changed since "
        f"{said_period(first['period'], over)} ({scale.said(first['value'])})",
    }
    return f"{sentence(told)} {sentence(words[apart(last, first)])}"


def apart(one, other):
    """Whether one figure lies wholly above or below another: their intervals do not overlap."""
    if any(empty(row.get(limit)) for row in (one, other) for limit in ("lower", "upper")):
        return SIMILAR
    if one["lower"] > other["upper"]:
        return HIGHER
    return LOWER if one["upper"] < other["lower"] else SIMILAR


def of_gap(title, records, scale, slope, column="deprivation_fifth"):
    """Fairness: both ends, and the gap across everyone with how sure we are of it.

    slope: value, lower and upper of the difference from the most to the least deprived end
    (least deprived minus most deprived), or None where it cannot be worked out.
    """
    ends = [row for row in records if str(row.get(column)).removesuffix(".0") in ("1", "5")]
    told = [f"{figure(row, scale)} in the {_group(row, column)}" for row in ends]
    first = sentence(f"{title}: {', '.join(told)}" if told else title)
    if not slope or empty(slope.get("value")):
        return f"{first} {sentence('We cannot tell how wide the gap is')}"
    value, lower, upper = (slope[k] for k in ("value", "lower", "upper"))
    if empty(lower) or empty(upper) or lower <= 0 <= upper:
        return f"{first} {sentence('We cannot tell whether there is a gap')}"
    low, high = sorted((abs(lower), abs(upper)))
    where = "least" if value > 0 else "most"
    gap = f"{scale.said(abs(value))} (likely {scale.sure(low, high)})"
    points = gap.replace("%", " percentage points", 1) if scale.share else gap
    return f"{first} " + sentence(
        f"Across everyone, from one end to the other, it is {points} higher at the {where} "
        "deprived end"
    )


def of_rank(name, rank, lower, upper, number):
    """A rank, only with its interval: "1st of 7 by its figure; it may be 1st to 3rd".

    Without an interval nothing is claimed (B-205).
    """
    if any(empty(v) for v in (rank, lower, upper)):
        return ""
    if int(lower) == int(upper):
        return sentence(f"{name} is {ordinal(lower)} of {number}, highest first")
    return sentence(
        f"{name} may be anywhere from {ordinal(lower)} to {ordinal(upper)} of {number}, "
        "highest first"
    )


def of_ranks(title, records, end):
    """Who may be at the worse end: all whose rank may be 1, or the one of which it is sure."""
    known = [row for row in records if not concealed(row) and not empty(row.get("rank_lower"))]
    if not known:
        return sentence(f"{title}: no area can be ranked")
    first = [row for row in known if int(row["rank_lower"]) == 1]
    number, names = len(known), listed([row["name"] for row in first], most=8)
    if len(first) == 1 and int(first[0]["rank_upper"]) == 1:
        return sentence(f"{title}: {names} has the {end} figure of {number} areas")
    if len(first) == 1:
        return sentence(f"{title}: {names} may have the {end} figure of {number} areas")
    return sentence(
        f"{title}: any of {counted(len(first), 'area')} may have the {end} figure of {number}: "
        f"{names}"
    )


def ordinal(number):
    """1st, 2nd, 3rd, 11th."""
    number = int(number)
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if 10 <= number % 100 <= 20 else ending}"


def of_profile(name, records):
    """An area in one sentence: of so many figures, how many stand out, and which way."""
    stands = [row.get("compared") for row in records]
    known = [word for word in stands if word in (HIGHER, LOWER, SIMILAR)]
    if not known:
        return sentence(f"{name}: no figure can be compared")
    turned = [row.get("meaning") for row in records]
    told = [
        f"{turned.count('better')} better",
        f"{turned.count('worse')} worse",
        f"{known.count(SIMILAR)} similar",
    ]
    neither = len(known) - sum(int(t.split()[0]) for t in told)
    if neither:
        told.append(f"{neither} different, neither better nor worse")
    hidden = len(stands) - len(known)
    if hidden:
        told.append(f"{hidden} we cannot tell")
    return sentence(f"{name}, of {counted(len(stands), 'figure')}: {listed(told, most=6)}")


def of_comparison(records, whole):
    """Many figures of many areas: how many stand out from the whole, and which way."""
    areas = len({row["name"] for row in records})
    stands = [row.get("compared") for row in records]
    turned = [row.get("meaning") for row in records]
    told = [f"{turned.count('better')} are better", f"{turned.count('worse')} worse"]
    neither = sum(word in (HIGHER, LOWER) for word in stands) - sum(map(bool, turned))
    told += [f"{neither} higher or lower, neither better nor worse"] if neither else []
    told += [f"{stands.count(SIMILAR)} similar", f"{stands.count(CANNOT)} we cannot tell"]
    first = f"{counted(len(records), 'figure')} for {counted(areas, 'area')} beside {whole}"
    return sentence(f"{first}: {listed(told, most=6)}")


def of_people(title, records, name):
    """People by age and sex: how many, and the shares of the young and the old.

    Shares only where every number is shown: a sum never stands in for a hidden part.
    """
    known = [row for row in records if row.get("age_group") == row.get("age_group")]
    numbers = [row.get("denominator") for row in known]
    if any(concealed(row) or empty(n) for row, n in zip(known, numbers, strict=True)):
        return sentence(f"{title} in {name}, by age and sex; some numbers are hidden")
    total = sum(float(n) for n in numbers)
    if not total:
        return sentence(f"{title} in {name}: nobody was counted")
    first = [
        (int("".join(c for c in str(r["age_group"]).split("-")[0] if c.isdigit()) or 0), n)
        for r, n in zip(known, numbers, strict=True)
    ]
    young = sum(float(n) for age, n in first if age < 20) / total
    old = sum(float(n) for age, n in first if age >= 65) / total
    return sentence(
        f"{title} in {name}: of about {total:,.0f} people counted, {100 * young:.0f}% are under 20 "
        f"and {100 * old:.0f}% are 65 or over"
    )
