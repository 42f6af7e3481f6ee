"""The reviews there were: who reviewed whom, at which layer, which way, at whose wish."""

import datetime

from tilth.web.agree.actions.reviews import HOW
from tilth.web.agree.models import Commitment, Link, Step


def reviews(since=None, until=None):
    """One row a review of one promise by one partner at one meeting; what was said last counts.

    Rows: reviewer, reviewed (slugs), by_layer, of_layer, layer, way, mandated, how ("mandated" or
    "chosen"), on, meeting, about, heard, says. since, until: days, both in.
    """
    rows = {}
    for step in Step.objects.filter(act="reviewed", about__startswith="commitment:"):
        told = step.after
        row = told | {
            "about": step.about,
            "on": datetime.date.fromisoformat(told["on"]),
            "how": "mandated" if told["mandated"] else "chosen",
        }
        if (since is None or row["on"] >= since) and (until is None or row["on"] <= until):
            rows[told["meeting"], told["reviewer"], step.about] = row
    return sorted(rows.values(), key=lambda row: (row["on"], row["about"], row["reviewer"]))


def on_the_list(meeting):
    """The promises put to a review, in the order of their refs."""
    links = Link.objects.filter(other=meeting.key, how=HOW, removed=False)
    refs = [link.one.partition(":")[2] for link in links]
    chosen = Commitment.objects.filter(ref__in=refs)
    return chosen.select_related("made_by", "made_to", "made_to_body", "programme")
