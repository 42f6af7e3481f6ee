"""Minutes as they draft themselves: from what was decided, promised, said, and who was there.

They are plain text: a line that begins with "## " is a heading, one with "- " is of a list. What
was not written down at the meeting is said to be so; nothing is filled in.
"""

import datetime
from dataclasses import dataclass

HEADING, POINT = "## ", "- "
NOT_WRITTEN = "Nothing was written down."


@dataclass(frozen=True)
class Promise:
    """Something promised: by whom, what, by when, and its name in the list of promises."""

    by: str
    words: str
    due: datetime.date | None = None
    ref: str = ""


@dataclass(frozen=True)
class Said:
    """One item as it went. notes: what was said. outcome: what was decided, in words.

    decisions: (ref, title, outcome) of decisions closed with it. closed: only those who hold it
    may read it, so that its words stay out.
    """

    number: int
    title: str
    asked_by: str = ""
    type: str = "discuss"
    notes: str = ""
    outcome: str = ""
    decisions: tuple[tuple[str, str, str], ...] = ()
    promises: tuple[Promise, ...] = ()
    closed: bool = False


@dataclass(frozen=True)
class Held:
    """A meeting as it went. present, absent: partners by name; observers are among them."""

    title: str
    on: datetime.date
    where: str = ""
    starts: datetime.time | None = None
    ends: datetime.time | None = None
    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    items: tuple[Said, ...] = ()
    other_promises: tuple[Promise, ...] = ()


def draft(held):
    """The minutes of a meeting, as text."""
    lines = [*_head(held), "", *_who(held)]
    if not held.items:
        lines += ["", f"{HEADING}Agenda", "There was no agenda."]
    for item in held.items:
        lines += ["", *_item(item)]
    if held.other_promises:
        lines += ["", f"{HEADING}Also promised", *map(_promise, held.other_promises)]
    return "\n".join(lines) + "\n"


def blocks(text):
    """The text of minutes as (kind, words or list of words): heading, text, list; for pages."""
    found: list = []
    for line in text.splitlines():
        line = line.strip()
        if line.startswith(HEADING):
            found.append(("heading", line.removeprefix(HEADING).strip()))
        elif line.startswith(POINT):
            if not found or found[-1][0] != "list":
                found.append(("list", []))
            found[-1][1].append(line.removeprefix(POINT).strip())
        elif line:
            found.append(("text", line))
        else:
            found.append(("", ""))
    return [one for one in found if one[0]]


def _head(held):
    when = f"{held.on:%A} {held.on.day} {held.on:%B %Y}"
    if held.starts is not None:
        when += f", {held.starts:%H:%M}"
        when += f" to {held.ends:%H:%M}" if held.ends is not None else ""
    yield f"{held.title}. {when}."
    yield f"Where: {held.where}." if held.where else "Where it was held was not written down."


def _who(held):
    yield f"{HEADING}Who was there"
    if not held.present:
        yield "Who was there was not written down."
        return
    yield from (f"{POINT}{name}" for name in _by_name(held.present))
    if held.absent:
        yield f"Not there: {', '.join(_by_name(held.absent))}."
    else:
        yield "Every partner with a seat was there."


def _item(item):
    yield f"{HEADING}{item.number}. {item.title}"
    if item.closed:
        yield "This was talked about in confidence. Its words are with the partners who hold it."
        return
    if item.asked_by:
        yield f"Put on the agenda by {item.asked_by}."
    said = [line.strip() for line in item.notes.splitlines() if line.strip()]
    yield from (line if line.startswith(POINT) else f"Said: {line}" for line in said)
    if item.outcome.strip():
        yield f"Decided: {' '.join(item.outcome.split())}"
    for ref, title, outcome in item.decisions:
        yield f"Decision {ref}, {title}: {outcome}."
    if item.type == "decide" and not item.outcome.strip() and not item.decisions:
        yield "It was here to be decided. No decision was written down."
    yield from map(_promise, item.promises)
    written = said or item.outcome.strip() or item.decisions or item.promises
    if not written and item.type != "decide":
        yield NOT_WRITTEN


def _promise(one):
    named = f" ({one.ref})" if one.ref else ""
    due = f", by {one.due.day} {one.due:%B %Y}" if one.due else ", no date given"
    return f"{POINT}Promised by {one.by}: {one.words.rstrip('.')}{due}{named}."


def _by_name(names):
    return sorted(names, key=str.casefold)
