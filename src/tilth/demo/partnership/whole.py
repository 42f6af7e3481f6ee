"""The whole made-up partnership, as plain values."""

from dataclasses import dataclass, field

from tilth.demo.partnership import (
    agreements,
    decisions,
    giving,
    hard_things,
    meetings,
    people,
    promises,
)
from tilth.demo.partnership.people import speaker
from tilth.demo.partnership.reading import DAY
from tilth.demo.partnership.reviews import reviews
from tilth.demo.partnership.steps import steps
from tilth.demo.partnership.talk import talk
from tilth.demo.partnership.ties import ties
from tilth.demo.partnership.voices import voices, with_voice

__all__ = ["DAY", "Partnership", "partnership"]


@dataclass(frozen=True)
class Partnership:
    """Rows of plain values, one list a kind of record; who and what is named by slug or ref.

    A version is named by (agreement, number), a meeting by (body, day), an item by (body, day,
    number). day: the day everything is as of.
    """

    day: object
    rows: dict = field(default_factory=dict)

    def __getitem__(self, kind):
        return self.rows[kind]


def partnership(seed=1):
    """Four years of a made-up partnership; the same seed gives the same rows."""
    whole = {"partners": people.partners(), "bodies": people.bodies()}
    whole |= {"people": people.people(seed), "roles": people.parts()}
    _signed(whole)
    _decided(whole, seed)
    _met(whole, seed)
    whole["delegations"] = giving.delegations()
    whole["contributions"] = giving.contributions(whole["bodies"])
    whole["ties"] = ties(whole["partners"], seed)
    whole["documents"] = hard_things.documents()
    whole["links"] = hard_things.links(whole["issues"])
    told = (whole["commitments"], whole["partners"])
    reviewed, listed = reviews(*told, lambda p, on: speaker(told[1], whole["roles"], p, on), seed)
    whole["links"] += listed
    talked = talk(whole["decisions"], whole["partners"], whole["roles"], seed)
    done = steps(whole, seed) + reviewed + talked
    whole["steps"] = sorted(done, key=lambda step: step["at"])
    return Partnership(DAY, whole)


def _signed(whole):
    names = {one["slug"]: one["name"] for one in whole["people"]}
    whole["agreements"] = agreements.agreements()
    whole["versions"] = agreements.versions(whole["partners"])
    told = (whole["partners"], whole["roles"], names, whole["versions"])
    whole["signatures"] = agreements.signatures(*told)


def _decided(whole, seed):
    names = {one["slug"]: one["name"] for one in whole["people"]}
    decided = decisions.decisions()
    for one in decided:
        one["with_voice"] = with_voice(one, whole["versions"], whole["partners"])
    said = voices(decided, whole["partners"], whole["roles"], names, seed)
    for one in decided:
        if one["stage"] == "closed":
            one["rule"] = decisions.closing(one, said, whole["versions"])
    whole |= {"decisions": decided, "voices": said}
    whole["commitments"] = promises.promises(decided, whole["bodies"], seed)


def _met(whole, seed):
    whole["issues"] = hard_things.issues(seed)
    whole["meetings"] = meetings.meetings(whole["decisions"], seed)
    told = (whole["meetings"], whole["decisions"], whole["issues"])
    whole["items"] = meetings.items(*told)
    system = next(v for v in whole["versions"] if v["agreement"] == "greenmarch-table")
    told = (whole["meetings"], whole["items"], whole["partners"], system["clauses"]["parties"])
    whole["turns"] = meetings.turns(*told, seed)
    days = {(m["body"], m["on"]) for m in whole["meetings"]}
    for one in whole["decisions"]:
        key = (one["body"], one.get("closed"))
        one["meeting"] = key if key in days else None
