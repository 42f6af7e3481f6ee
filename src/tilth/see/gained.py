"""Years of life gained or lost: the newest figure beside the first, and how sure that is."""

from math import hypot

KNOWN = (int, float)
IN_YEARS = "years"


def in_years(indicator):
    """Whether an indicator tells years of life, so that years can be gained."""
    return indicator.unit.startswith(IN_YEARS)


def gained(rows):
    """What was gained between the first and the newest period of a series, or None.

    rows: of a finding of one area over time, as shown: period, value, lower, upper. Returns value,
    lower, upper (None without limits), since, until and words. The limits take the two periods to
    be apart, so a first period that shares a year with the newest is not compared.
    """
    known = [row for row in rows if isinstance(row.get("value"), KNOWN)]
    if len(known) < 2 or _years(known[0]["period"]) & _years(known[-1]["period"]):
        return None
    first, last = known[0], known[-1]
    value = last["value"] - first["value"]
    half = _half(first, last)
    told = {
        "value": value,
        "lower": None if half is None else value - half,
        "upper": None if half is None else value + half,
        "since": first["period"],
        "until": last["period"],
    }
    return told | {"words": said(told)}


def _half(first, last):
    """Half the width of the interval of a difference of two that are apart."""
    limits = [row.get(end) for row in (first, last) for end in ("lower", "upper")]
    if not all(isinstance(one, KNOWN) for one in limits):
        return None
    return hypot(*((row["upper"] - row["lower"]) / 2 for row in (first, last)))


def said(told):
    """The difference in words that claim no more than its interval bears."""
    years, since = f"{abs(told['value']):.1f}", f"{told['since']} to {told['until']}"
    more = "more" if told["value"] >= 0 else "fewer"
    if told["lower"] is None:
        return (
            f"{years} years {more} from {since}. No limits were published, so nobody can tell "
            "whether that is chance."
        )
    likely = f"likely {told['lower']:.1f} to {told['upper']:.1f}"
    if told["lower"] > 0:
        return f"{years} years gained from {since} ({likely})."
    if told["upper"] < 0:
        return f"{years} years lost from {since} ({likely})."
    return f"No years gained or lost that we can be sure of from {since} ({likely})."


def _years(period):
    """The calendar years a period's name covers: "2015 - 17", "2023", "2024-Q1"."""
    text = str(period)
    start = int(text[:4])
    last = text.split("-")[-1].strip() if " - " in text else ""
    end = int(text[: 4 - len(last)] + last) if last.isdigit() else start
    return set(range(start, end + 1))
