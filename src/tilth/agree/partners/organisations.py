"""A plain list of organisations read: one row each, every mistake told with its row and column."""

import datetime
import decimal
import re
from dataclasses import dataclass

from tilth.agree.partners.sectors import sectors
from tilth.agree.words import ACCOUNTABILITY, FORMED, LAYERS, MEMBERSHIP
from tilth.ground.strict import nearest

# our name -> what it holds, and other headings that mean it. Only the first two must be there.
COLUMNS = {
    "name": ("what it is called", ("organisation", "partner", "organisation name")),
    "sector": ("a sector, or another word for it", ("sectors",)),
    "short name": ("letters, figures and hyphens, for addresses", ("slug", "id")),
    "code": ("its code in a national list", ("ods code", "ons code", "organisation code")),
    "kind": ("what kind of organisation", ("type", "kind of organisation")),
    "answers to": (f"one of {', '.join(ACCOUNTABILITY)}", ("accountability", "accountable to")),
    "membership": (f"one of {', '.join(MEMBERSHIP)}", ("state", "status")),
    "reason": ("why it is so, where it left", ("state reason",)),
    "layer": (f"one of {', '.join(LAYERS)}", ("level",)),
    "works in": ("areas by name or code, ; between them", ("footprint", "areas", "area")),
    "came together": (f"by {' or '.join(FORMED)}", ("formed", "origin")),
    "since": ("a day, such as 2022-07-01", ("from", "founded")),
    "until": ("its last day, where it is no more", ("to", "closed")),
    "followed by": ("who took its place, by name or short name", ("successor",)),
    "also called": ("other names, ; between them", ("other names", "aliases", "alias")),
    "purpose": ("in its own words", ("why",)),
    "strengths": ("in its own words, ; between them", ("good at",)),
    "laws": ("which laws it acts under", ("legal", "statutes")),
    "income": ("pounds a year", ("turnover",)),
    "staff": ("whole-time posts", ("whole-time staff",)),
    "email": ("where letters reach it", ("letters",)),
}
MUST = ("name", "sector")
SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,49}")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
LONGEST = {"name": 200, "kind": 100, "code": 20, "email": 200}


@dataclass(frozen=True)
class Organisation:
    """One row: told holds only what its cells said; line is its row in the file."""

    line: int
    name: str
    sector: str
    told: dict

    @property
    def names(self):
        """Every name it goes by, in small letters."""
        return {one.lower() for one in (self.name, *self.told.get("other_names", ()))}


@dataclass(frozen=True)
class Mistake:
    """One thing wrong: which row, which column, what, and what to do."""

    line: int | None
    column: str
    what: str
    remedy: str

    def __str__(self):
        row = f"row {self.line}, {self.column}" if self.line else self.column
        return f"{row}: {self.what}. {self.remedy}"


def read(headings, rows, lines, *, areas, known=()):
    """Organisations, and every mistake there is; with one mistake nothing may be written.

    headings, rows: texts, as they stand in the file. lines: the number of each row. areas: what
    an area may be called, in small letters -> its code. known: names and short names of partners
    that are there already, in small letters, which `followed by` may name.
    """
    columns, mistakes = _columns(headings)
    if any(one.line is None for one in mistakes):
        return [], mistakes
    found = []
    for line, cells in zip(lines, rows, strict=True):
        told = {name: cells[at].strip() for name, at in columns.items() if at < len(cells)}
        if any(told.values()):
            one, wrong = _organisation(line, told, areas)
            mistakes += wrong
            found += [one] if one else []
    return found, mistakes + _between(found, known)


def _columns(headings):
    """our name -> where it stands; and what is wrong with the row of headings."""
    means = {other: name for name, (_, others) in COLUMNS.items() for other in (name, *others)}
    columns, mistakes = {}, []
    for at, heading in enumerate(headings):
        plain = " ".join(heading.lower().replace("_", " ").split())
        name = means.get(plain)
        if name in columns:
            mistakes.append(Mistake(None, heading, "this column is there twice", "Keep one."))
        elif name:
            columns[name] = at
        elif plain:
            near = nearest(plain, means)
            hint = f"Did you mean {near}?" if near else f"There are: {', '.join(COLUMNS)}."
            mistakes.append(Mistake(None, heading, "no column is called so", hint))
    mistakes += [
        Mistake(None, name, "this column is missing", f"Add it: {COLUMNS[name][0]}.")
        for name in MUST
        if name not in columns
    ]
    return columns, mistakes


def _organisation(line, told, areas):
    """One row as an Organisation, or None, and what is wrong with it."""
    fields, wrong = {}, []
    for column, text in told.items():
        if not text and column not in MUST:
            continue
        try:
            most = LONGEST.get(column)
            if most and len(text) > most:
                raise ValueError(f"it is longer than {most} letters", "Shorten it.")
            fields |= READERS[column](text, areas)
        except ValueError as error:
            what, remedy = error.args
            wrong.append(Mistake(line, column, what, remedy))
    if wrong:
        return None, wrong
    name, sector = fields.pop("name"), fields.pop("sector")
    return Organisation(line, name, sector, fields), []


def _name(text, areas):
    if not text:
        raise ValueError("it is empty", "Say what the organisation is called.")
    return {"name": text}


def _sector(text, areas):
    known = sectors()
    name = known.called(text)
    if name is None:
        near = known.like(text)
        hint = f"Did you mean {near}?" if near else f"There are: {', '.join(known.sector)}."
        raise ValueError(f"{text!r} is no sector" if text else "it is empty", hint)
    return {"sector": name}


def _short(text, areas):
    if not SLUG.fullmatch(text):
        raise ValueError("it may hold small letters, figures and hyphens", "Write it so.")
    return {"slug": text}


def _plain(field):
    return lambda text, areas: {field: text}


def _one_of(field, table):
    def reader(text, areas):
        word = text.lower().removeprefix("by ")
        if word not in table:
            near = nearest(word, table)
            hint = f"Did you mean {near}?" if near else f"There are: {', '.join(table)}."
            raise ValueError(f"{text!r} is not one of them", hint)
        return {field: word}

    return reader


def _listed(field):
    return lambda text, areas: {field: _parts(text)}


def _parts(text):
    return [one.strip() for one in re.split(r"[;\n]", text) if one.strip()]


def _areas(text, areas):
    codes = []
    for name in _parts(text):
        code = areas.get(name.lower())
        if code is None:
            near = nearest(name.lower(), areas)
            hint = f"Did you mean {near}?" if near else "Write a name or code of the place's map."
            raise ValueError(f"{name!r} is no area here", hint)
        codes.append(code)
    return {"footprint": list(dict.fromkeys(codes))}


def _day(field):
    def reader(text, areas):
        try:
            return {field: datetime.date.fromisoformat(text)}
        except ValueError:
            raise ValueError(f"{text!r} is no day", "Write it as 2022-07-01.") from None

    return reader


def _number(field):
    def reader(text, areas):
        try:
            value = decimal.Decimal(text.replace(",", "").removeprefix("£"))
        except decimal.InvalidOperation:
            value = decimal.Decimal(-1)
        if not value.is_finite() or not 0 <= value < 10**11:
            raise ValueError(f"{text!r} is no number", "Write figures only, such as 48000.")
        return {field: value}

    return reader


def _email(text, areas):
    if not EMAIL.fullmatch(text):
        raise ValueError("this is no email address", "Write one of the organisation's.")
    return {"email": text}


READERS = {
    "name": _name,
    "sector": _sector,
    "short name": _short,
    "code": _plain("code"),
    "kind": _plain("type"),
    "answers to": _one_of("accountability", ACCOUNTABILITY),
    "membership": _one_of("state", MEMBERSHIP),
    "reason": _plain("state_reason"),
    "layer": _one_of("layer", LAYERS),
    "works in": _areas,
    "came together": _one_of("formed", FORMED),
    "since": _day("since"),
    "until": _day("until"),
    "followed by": _plain("successor"),
    "also called": _listed("other_names"),
    "purpose": _plain("purpose"),
    "strengths": _listed("strengths"),
    "laws": _plain("legal"),
    "income": _number("income"),
    "staff": _number("staff"),
    "email": _email,
}


def _between(found, known):
    """What is wrong between rows: the same organisation twice, a successor nobody knows."""
    mistakes, seen = [], {}
    for one in found:
        slug = one.told.get("slug")
        for name in sorted(one.names | ({slug} if slug else set())):
            if name in seen:
                what = f"{name!r} is in row {seen[name]} already"
                mistakes.append(Mistake(one.line, "name", what, "Keep one row an organisation."))
                break
            seen[name] = one.line
        if {"since", "until"} <= set(one.told) and one.told["until"] < one.told["since"]:
            mistakes.append(Mistake(one.line, "until", "it ends before it begins", "Mend a day."))
        if one.told.get("state") == "left" and not one.told.get("state_reason"):
            mistakes.append(Mistake(one.line, "reason", "it left without a reason", "Say why."))
    there = {*seen, *known}
    for one in found:
        after = one.told.get("successor", "").lower()
        if after and (after not in there or after in one.names | {one.told.get("slug")}):
            near = nearest(after, there - one.names)
            hint = f"Did you mean {near}?" if near else "Add a row for it, or leave this empty."
            mistakes.append(
                Mistake(one.line, "followed by", "no other organisation here is called so", hint)
            )
    return mistakes
