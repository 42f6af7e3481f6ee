"""Words the pages of SEE share: purposes, ages, states, and the day a place lives in."""

import datetime

from django.utils import timezone

PURPOSES = {
    "care": "caring for people",
    "plan": "planning",
    "eval": "learning what works",
    "contact": "writing to people",
    "assure": "checking that it is right",
}
REFRESH = {
    "day": "every day",
    "week": "every week",
    "month": "every month",
    "quarter": "every three months",
    "year": "every year",
}
DUE_DAYS = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}
GRACE = 1.5  # late once half a turn over what was agreed has gone by
STATES = {
    "in_service": "in use",
    "superseded": "a newer file took its place",
    "held": "held until somebody has looked",
    "refused": "not taken in",
    "withdrawn": "taken out of use",
}


FIFTHS = {
    "1": "most deprived fifth",
    "2": "second most deprived fifth",
    "3": "middle fifth",
    "4": "second least deprived fifth",
    "5": "least deprived fifth",
}


def group_said(group, name=""):
    """A group of people in words: "18 to 39", "80 and over", "not known"."""
    if group == "unknown":
        return "not known"
    if "quintile" in name or "fifth" in name:
        return FIFTHS.get(str(group), str(group))
    low, dash, high = str(group).partition("-")
    if dash and low.isdigit() and high.isdigit():
        return f"{int(low)} and over" if int(high) > 120 else f"{int(low)} to {int(high)}"
    return str(group).replace("_", " ").capitalize()


def data_day(request):
    """The day a place lives in: today, or the day a made-up one stands still on."""
    return request.place.place.as_of or timezone.localdate()


def day_said(day):
    """14 May 2026."""
    day = datetime.date.fromisoformat(day) if isinstance(day, str) else day
    return f"{day.day} {day:%B %Y}"


def age_of(data_to, refresh, today):
    """How old a source's data are, in words, and whether a newer file is late.

    data_to: the last day its files tell of, or None. refresh: how often one is due.
    """
    if data_to is None:
        return {"words": "its files name no day", "late": False}
    days = (today - data_to).days
    late = days > DUE_DAYS[refresh] * GRACE
    return {"words": _days(days), "late": late}


def _days(days):
    if days <= 0:
        return "up to date"
    if days < 14:
        return f"{days} day{'s' if days > 1 else ''} old"
    if days < 60:
        return f"{days // 7} weeks old"
    if days < 730:
        return f"{days // 30} months old"
    return f"{days // 365} years old"
