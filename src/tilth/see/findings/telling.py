"""A finding in words, rows and addresses: what its parts say when they are put together."""

import datetime
import html as escape
from urllib.parse import quote, urlencode

from tilth.see.findings.rows import headings, rows
from tilth.see.findings.words import day_said
from tilth.see.needs.change import period_label

MADE_UP = "SYNTHETIC: made-up people, nobody here is real"
MOST_TOLD = 12

__all__ = ["described", "footing", "headings", "html", "recipe", "rows"]


def described(finding, told=""):
    """What someone who does not see the picture hears: the sentence, then the rows."""
    parts = [finding.sentence, told]
    lines = [line for line in map(_line, rows(finding, most=MOST_TOLD)) if line]
    more = len(finding.table) - MOST_TOLD
    if more > 0:
        lines.append(f"and {more} more rows in the table")
    parts += ["; ".join(lines) + "." if lines else "", MADE_UP + "." if finding.synthetic else ""]
    return " ".join(part for part in parts if part)


def _line(row):
    """One row in words: its name, its figure and its limits."""
    named = [str(row[c]) for c in row if c not in FIGURES and c != "area" and row[c] is not None]
    figure = "" if row.get("value") is None else str(row["value"])
    if row.get("lower") is not None and figure not in ("", "*"):
        figure += f" ({row['lower']} to {row['upper']})"
    told = [figure, row.get("note") or "", row.get("compared") or "" if figure != "*" else ""]
    return ", ".join(filter(None, [*named, *told]))


FIGURES = (
    *("numerator", "denominator", "value", "lower", "upper", "unknown", "note", "compared"),
    *("shrunk", "whole", "lowest", "highest", "indicator", "theme", "meaning"),
)


def footing(finding):
    """The lines under a picture that travels alone: made-up people, source, date."""
    told = [MADE_UP] if finding.synthetic else []
    if finding.source:
        told.append(f"Source: {finding.source}")
    if finding.data_to:
        told.append(f"Data to {day_said(finding.data_to)}")
    return told


def recipe(finding):
    """How to get the same again: the command, the line of Python, and the address."""
    asked = finding.asked
    ways = {"profile": _profile, "comparison": _comparison, "ranking": _ranking}
    told = ways.get(asked.what, _one)(asked)
    if finding.rebase:
        days = map(datetime.date.fromisoformat, finding.rebase)
        begins = ", ".join(_literal(period_label(day, finding.asked.over)) for day in days)
        told["python"] = f"{told['python'].removesuffix(')')}, rebase=({begins},))"
    return told


def _one(asked):
    fair = asked.what == "fairness"
    names = ("area",) if fair else ("layer", "area", "by", "over", "since", "until")
    given = {name: getattr(asked, name) for name in names if getattr(asked, name)}
    groups = {**given, **({"by": ",".join(asked.groups)} if given.get("by") else {})}
    words = [f"--{name} {_quoted(value)}" for name, value in groups.items()]
    command = ["tilth see indicator", asked.indicator, *(["--fairness"] if fair else []), *words]
    found = f'place.find(see.Indicator, "{asked.indicator}")'
    told = [f"{name}={_literal(value)}" for name, value in given.items()]
    ask = {"area": asked.area, "period": asked.over, "by": None if fair else groups.get("by")}
    query = urlencode({k: v for k, v in ask.items() if v}, quote_via=quote)
    base = f"/see/indicators/{asked.indicator}/{asked.layer}/"
    return {
        "command": " ".join(command),
        "python": f"see.{asked.what}({', '.join(['people', found, *told])})",
        "address": base + (f"?{query}" if query else ""),
    }


def _profile(asked):
    compared = f', compare="{asked.compare}"' if asked.compare else ""
    return {
        "command": f"tilth see indicator --area {_quoted(asked.area)}",
        "python": f'see.profile(people, "{asked.area}"{compared})',
        "address": f"/see/areas/{quote(asked.area)}/",
    }


def _comparison(asked):
    return {
        "command": f"tilth see export --layer {asked.layer}",
        "python": f'see.comparison(people, layer="{asked.layer}")',
        "address": f"/see/compare/?layer={quote(asked.layer)}",
    }


def _ranking(asked):
    one = _one(asked)
    return {**one, "python": one["python"].removesuffix(")") + ", rng=rng)"}


def _literal(value):
    """A value as Python writes it, with our quotes; a date as its text."""
    if isinstance(value, tuple):
        return f"({', '.join(map(_literal, value))})"
    return (
        f"date({value.year}, {value.month}, {value.day})"
        if hasattr(value, "year")
        else f'"{value}"'
    )


def _quoted(value):
    text = str(value)
    return f'"{text}"' if " " in text else text


def html(finding):
    """Sentence, picture and table, as a notebook shows them; every word of it escaped."""
    told = rows(finding)
    names = headings(finding)
    head = "".join(f'<th scope="col">{_safe(names[c])}</th>' for c in names)
    body = "".join(
        "<tr>" + "".join(f"<td>{_safe(row[c])}</td>" for c in names) + "</tr>" for row in told
    )
    notes = "".join(f"<li>{_safe(caveat)}</li>" for caveat in finding.caveats)
    banner = f"<p><strong>{MADE_UP}</strong></p>" if finding.synthetic else ""
    return (
        f"<figure>{banner}<figcaption><strong>{_safe(finding.sentence)}</strong><br>"
        f"{_safe(finding.subtitle)}</figcaption>{finding.chart()}"
        f"<table><caption>{_safe(finding.title)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table><ul>{notes}</ul>"
        f"<p>{_safe(' '.join(f'{line}.' for line in footing(finding)))}</p></figure>"
    )


def _safe(value):
    return escape.escape("" if value is None else str(value))
