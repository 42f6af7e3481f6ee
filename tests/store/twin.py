"""The slow obvious twin: people one by one, in plain Python, with unknown as a third answer."""

import datetime
import math
import operator
from collections import Counter
from fractions import Fraction

from tilth.ground.criteria import tree

SIGNS = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def counts(tables, numerator, among, by, as_of, living=True):
    """{group: (numerator, denominator, unknown, among_unknown)} of settled trees."""
    found = {}
    for person in tables["people"]:
        record = Record(tables, person, as_of)
        group = tuple(record.attribute(name) for name in by)
        tally = found.setdefault(group, Counter())
        if living and not record.living():
            continue
        belongs = True if among is None else record.judge(among)
        if belongs is None:
            tally["among_unknown"] += 1
        elif belongs:
            answer = record.judge(numerator)
            tally["unknown" if answer is None else "denominator"] += 1
            tally["numerator"] += answer is True
    names = ("numerator", "denominator", "unknown", "among_unknown")
    return {group: tuple(tally[name] for name in names) for group, tally in found.items()}


class Record:
    """One person's rows as they stood on a day."""

    def __init__(self, tables, person, as_of):
        mine = [row for row in tables["event"] if row["person"] == person["person"]]
        self.person, self.as_of = person, as_of
        self.events = [row for row in mine if row["date"] <= as_of]
        self.lists = [m for m in tables["membership"] if m["person"] == person["person"]]
        self.sources = {s["source"] for s in tables["seen"] if s["person"] == person["person"]}
        self.concepts = {row["concept"]: row for row in tables["concept"]}
        areas = {area["lsoa21"]: area for area in tables["small_areas"]}
        self.area = areas.get(person.get("lsoa21"), {})

    def living(self):
        birth = self.person.get("birth_month")
        return (birth is None or birth <= self.as_of) and self.attribute("alive")

    def attribute(self, name):
        if name == "alive":
            died = self.person.get("died_on")
            return died is None or died > self.as_of
        if name == "age":
            return self.age()
        if name == "age_group":
            low = self.age() and self.age() - self.age() % 5
            return self.age_group(low)
        if name == "deprivation_fifth":
            name = "imd_quintile"
        return self.person.get(name, self.area.get(name))

    def age_group(self, low):
        if low is None:
            return None
        return "90+" if low >= 90 else f"{low}-{low + 4}"

    def age(self):
        birth = self.person.get("birth_month")
        if birth is None or birth > self.as_of:
            return None
        had_birthday = self.as_of.month >= birth.month
        return self.as_of.year - birth.year - (0 if had_birthday else 1)

    def judge(self, test):
        """True, False or None."""
        match test:
            case tree.Not(inside):
                answer = self.judge(inside)
                return None if answer is None else not answer
            case tree.All(tests):
                answers = [self.judge(t) for t in tests]
                return False if False in answers else None if None in answers else True
            case tree.Some(tests):
                answers = [self.judge(t) for t in tests]
                return True if True in answers else None if None in answers else False
            case tree.Missing(operand):
                return self.value(operand) is None
            case tree.Ever(concept, window):
                times = self.times(concept, window)
                return None if times is None else times > 0
            case tree.On(name):
                return any(self.on(m) for m in self.lists if m["list"] == name)
            case tree.Near():
                return self.near(test)
            case tree.Word(name):
                return self.attribute(name)
        value = self.value(test.operand)
        if value is None:
            return None
        match test:
            case tree.Compare(_, sign, literal):
                return SIGNS[sign](value, literal)
            case tree.Between(_, low, high):
                return low <= value <= high
            case tree.OneOf(_, values):
                return value in values

    def value(self, operand):
        if isinstance(operand, tree.Word):
            return self.attribute(operand.name)
        if operand.how == "count":
            return self.times(operand.concept, operand.window)
        if operand.how == "total":
            return self.total(operand.concept, operand.window)
        events = self.of(operand.concept, operand.window)
        if operand.how in tree.DATES:
            dates = sorted(e["date"] for e in events)
            return dates[0 if operand.how == "since" else -1] if dates else None
        events = [e for e in events if e["value"] is not None]
        if not events:
            return None
        values = [e["value"] for e in events]
        if operand.how == "latest":
            last = max(e["date"] for e in events)
            return max(e["value"] for e in events if e["date"] == last)
        if operand.how == "mean":
            mean = sum(map(Fraction, values)) / len(values)
            return math.floor(mean * 10**9 + Fraction(1, 2)) / 10**9
        return max(values) if operand.how == "highest" else min(values)

    def of(self, concept, window):
        events = [e for e in self.events if e["concept"] == concept]
        return [e for e in events if window is None or e["date"] > back(self.as_of, window)]

    def times(self, concept, window):
        times = len(self.of(concept, window))
        return times if times or self.complete(concept) else None

    def total(self, concept, window):
        if self.times(concept, window) is None:
            return None
        told = [e["value"] for e in self.of(concept, window) if e["value"] is not None]
        return round(sum(told), 9)

    def complete(self, concept):
        about = self.concepts[concept]
        return about["covers"] == "everyone" or bool(self.sources & set(about["sources"]))

    def on(self, membership):
        since, until = membership["since"], membership["until"]
        return (since is None or since <= self.as_of) and (until is None or until >= self.as_of)

    def near(self, test):
        for other in self.of(test.other, None):
            for event in self.of(test.concept, None):
                ended = other.get("end_date") or other["date"]
                start, end = (
                    (ended, event["date"])
                    if test.side == "after"
                    else (event["date"], other["date"])
                )
                itself = test.concept == test.other and (
                    event["date"] <= other["date"]
                    if test.side == "after"
                    else event["date"] >= other["date"]
                )
                if 0 <= (end - start).days <= test.days and not itself:
                    return True
        known = self.complete(test.concept) and self.complete(test.other)
        return False if known else None


def back(as_of, window):
    """The day a window starts after, found by walking back a step at a time."""
    if window.unit in ("day", "week"):
        steps = window.length * (7 if window.unit == "week" else 1)
        return as_of - datetime.timedelta(days=steps)
    year, month = as_of.year, as_of.month
    for _ in range(window.length * (12 if window.unit == "year" else 1)):
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    for day in range(as_of.day, 27, -1):
        try:
            return datetime.date(year, month, day)
        except ValueError:
            continue
    return datetime.date(year, month, min(as_of.day, 28))
