"""The letter every fortnight: who is due one, what it tells, its words."""

import datetime
from dataclasses import dataclass

FORTNIGHT = datetime.timedelta(days=14)
TOPICS = {
    "story": "Stories",
    "practice": "Practices, and where they were planted",
    "gathering": "Gatherings that are coming, and calls for stories",
}
"""What one can choose to hear of; choosing none is choosing all."""
HEADINGS = {
    "gathering": "Coming",
    "story": "New stories",
    "practice": "New practices and plantings",
}
MOST = 20  # things in one letter; the others come in the next
THEME = "theme:"


@dataclass(frozen=True)
class Item:
    """One thing a letter can tell: a title and an address, never words of a story.

    topic: of TOPICS. themes: slugs of the topics a story is about.
    """

    key: str
    topic: str
    title: str
    address: str
    on: datetime.date
    themes: frozenset = frozenset()


def is_due(last, on):
    """Whether a letter may go on a day; last: the day of the one before, or None."""
    return last is None or on - last >= FORTNIGHT


def chosen(items, topics, told):
    """What one letter tells: of the topics asked for, not told before, the newest; in order.

    topics: names of TOPICS and `theme:` with the slug of a code; none of a sort means all of it.
    told: keys told before.
    """
    kinds = {one for one in topics if one in TOPICS}
    themes = {one.removeprefix(THEME) for one in topics if one.startswith(THEME)}
    found = [
        one
        for one in items
        if one.key not in told
        and (not kinds or one.topic in kinds)
        and (not themes or one.topic != "story" or themes & one.themes)
    ]
    newest = sorted(found, key=lambda one: (-one.on.toordinal(), one.key))[:MOST]
    order = list(HEADINGS)
    return sorted(newest, key=lambda one: (order.index(one.topic), one.on, one.key))


def grouped(items):
    """[(heading, [Item])] in the order of a letter."""
    groups = {topic: [one for one in items if one.topic == topic] for topic in HEADINGS}
    return [(HEADINGS[topic], own) for topic, own in groups.items() if own]


def letter(items, *, place, site, stop, taken_back=0):
    """(subject, words) of a letter.

    site: the origin of addresses. stop: the address of ending it. taken_back: how many things told
    before were taken back since; their titles are not said again.
    """
    lines = [f"What is new in {place}. Titles and links only: the words stay where they were told."]
    for heading, own in grouped(items):
        lines += ["", heading]
        for one in own:
            lines += [f"- {' '.join(one.title.split())}", f"  {site}{one.address}"]
    if taken_back:
        told = "One thing" if taken_back == 1 else f"{taken_back} things"
        was = "was" if taken_back == 1 else "were"
        lines += ["", f"{told} that a letter before told you of {was} taken back since. "
                  "Please delete the letters you do not need."]  # fmt: skip
    lines += ["", "You get at most one such letter a fortnight, because you asked for it.",
              f"Stop, in one press: {stop}", ""]  # fmt: skip
    return f"What is new in {place}", "\n".join(lines)
