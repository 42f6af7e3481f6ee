"""Where a figure is from: which sources it rests on, how fresh they are, how well matched."""

import datetime
import re
from dataclasses import dataclass

from tilth.store.releases import open_release, read_json

WORD = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Grounds:
    """What an indicator's figures rest on.

    partners: names of who sent the records. data_to: the last day that all of its sources
    reach. oldest: which source stops first, and when. precision, recall: how often matching
    records was right, and how often it found what there was to find; None where not known.
    """

    partners: tuple[str, ...] = ()
    data_to: datetime.date | None = None
    oldest: str = ""
    precision: float | None = None
    recall: float | None = None


def grounds(people, indicator):
    """What an indicator rests on, by the release's own lineage and quality.

    people: a Population. A population that was opened without a place tells its day only.
    """
    if not indicator.counted:
        return Grounds()
    if people.place is None:
        return Grounds(data_to=people.as_of)
    release = open_release(people.place, people.release)
    feeds = read_json(release, "lineage.json")["feeds"]
    used = sources_used(people, indicator)
    chosen = [f for f in feeds if f["source"] in used] or feeds
    ends = {f["source"]: max(_ends(f), default=None) for f in chosen}
    known = {name: day for name, day in ends.items() if day}
    first = min(known, key=known.__getitem__, default="")
    names = {p.slug: p.name for p in people.place.partners}
    right = read_json(release, "quality.json").get("hidden") or {}
    return Grounds(
        partners=tuple(sorted({names.get(f["partner"], f["partner"]) for f in chosen})),
        data_to=datetime.date.fromisoformat(known[first]) if known else people.as_of,
        oldest=first,
        precision=_value(right.get("precision")),
        recall=_value(right.get("recall")),
    )


def sources_used(people, indicator):
    """The sources of every concept and list that an indicator's criteria name."""
    said = set(WORD.findall(" ".join(_texts(indicator))))
    found = set()
    for name, concept in people.concepts.items():
        if name in said:
            found |= set(concept["sources"] or concept.get("recorded_by") or ())
    return found


def _texts(indicator):
    return (indicator.numerator, indicator.denominator, indicator.value)


def _ends(feed):
    return [file["period_to"] for file in feed["files"] if file["period_to"]]


def _value(told):
    return told.get("value") if isinstance(told, dict) else None
