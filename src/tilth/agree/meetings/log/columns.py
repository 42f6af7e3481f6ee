"""Which column of an old log says what: known by its name, or told by whoever brings it."""

from dataclasses import dataclass

from tilth.ground.errors import UsageError
from tilth.ground.strict import nearest
from tilth.see.intake.headings import plain

FIELDS = {
    "date": ("when it was decided", ("decided_on", "decision_date", "date_of_decision", "meeting",
             "meeting_date", "date_of_meeting", "when", "agreed_on", "date_agreed", "day")),
    "title": ("what it is about", ("decision_title", "subject", "item", "agenda_item", "topic",
              "title_of_decision", "name", "issue", "heading")),
    "decided": ("what was decided, in words", ("decision", "resolution", "resolved", "agreed",
                "decision_made", "decision_taken", "what_was_decided", "text", "detail", "details",
                "description", "action_agreed", "proposal")),
    "outcome": ("carried or not", ("result", "status", "outcome_of_decision", "approved",
                "decision_outcome", "carried")),
    "who": ("who put it forward", ("proposer", "proposed_by", "lead", "owner", "put_forward_by",
            "raised_by", "lead_partner", "organisation", "partner", "sponsor", "by_whom")),
    "ref": ("its number in the old log", ("reference", "number", "no", "id", "decision_no",
            "decision_number", "decision_ref", "log_no", "minute_ref", "minute_reference")),
    "why": ("why", ("reason", "rationale", "reasons", "because", "background", "notes", "comment",
            "comments")),
    "money": ("how much money", ("cost", "amount", "budget", "value", "financial_implications",
              "funding")),
    "review": ("when it is looked at again", ("review_date", "review_on", "date_of_review",
               "to_be_reviewed")),
}  # fmt: skip
NEEDED = ("date", "title")


@dataclass(frozen=True)
class Columns:
    """Where each field lies: field -> column, counted from 0. unused: headings nobody reads."""

    at: dict
    unused: tuple[str, ...] = ()

    @property
    def missing(self):
        """The fields without which no row can be understood."""
        found = set(self.at)
        if "title" not in found and "decided" in found:
            found.add("title")  # the first sentence of what was decided then names it
        return tuple(one for one in NEEDED if one not in found)


def recognised(headings, told=None):
    """The Columns of these headings; told: field -> heading, from whoever brings the file.

    A told "" leaves a field out. Raises UsageError where a field or heading is not there.
    """
    told = told or {}
    names = {plain(heading): place for place, heading in enumerate(headings)}
    at = {}
    for field, heading in told.items():
        if field not in FIELDS:
            near = nearest(field, FIELDS)
            raise UsageError(
                f"there is no field called {field}",
                remedy=f"Did you mean {near}?" if near else f"There are: {', '.join(FIELDS)}.",
            )
        if heading and heading not in headings and plain(heading) not in names:
            raise UsageError(
                f"there is no column called {heading}", remedy=f"There are: {', '.join(headings)}."
            )
        if heading:
            exact = heading in headings
            at[field] = headings.index(heading) if exact else names[plain(heading)]
    for field, (_, aliases) in FIELDS.items():
        if field in told:
            continue
        place = next((names[n] for n in (field, *aliases) if n in names), None)
        if place is not None and place not in at.values():
            at[field] = place
    twice = [headings[place] for place in set(at.values()) if list(at.values()).count(place) > 1]
    if twice:
        raise UsageError(f"{twice[0]} is said to be two things", remedy="Choose one of them.")
    unused = tuple(h for place, h in enumerate(headings) if place not in at.values())
    return Columns(at, unused)


def best(tables, told=None):
    """The table of a file that is most like a log, and its Columns."""
    if len(tables) == 1:
        return tables[0], recognised(tables[0].headings, told)
    scored = []
    for place, one in enumerate(tables):
        fits = {f: h for f, h in (told or {}).items() if not h or h in one.headings}
        found = recognised(one.headings, fits)
        scored.append((len(found.missing), -len(found.at), place))
    chosen = tables[min(scored)[2]]
    return chosen, recognised(chosen.headings, told)
