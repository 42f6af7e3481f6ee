"""Bringing in a map others drew: all of it, or nothing."""

from tilth.agree.partners.sectors import sectors
from tilth.web.agree import history
from tilth.web.agree.actions.partners import invite
from tilth.web.agree.models import Tie
from tilth.web.house.acts import act, refuse

BROUGHT = "was brought in with a map"


@act
def bring_in(standing, review, known, *, on, through="page"):
    """Bring in what a review found: new organisations as invited, ties as seen by who drew them.

    Nobody's own word is written: a map drawn by others is no answer of a partner. known: {plain
    name: key} of those here. Returns how many of each were brought in.
    """
    refuse("" if standing.keeps else "Only the chair or the secretariat can bring in a map")
    refuse("" if review.sound else "It has mistakes, so nothing was brought in")
    keys = dict(known) | {_plain(label): key for label, key in review.same.items()}
    for one in review.new:
        partner = invite(
            standing,
            name=one.label,
            sector=sectors().called(one.type),
            purpose=one.description,
            strengths=list(one.tags),
            other_names=list(one.other_names),
            footprint=list(one.areas),
            layer=one.layer or "place",
            accountability=one.answers_to or sectors()[sectors().called(one.type)].accountable,
            words="brought in with a map",
        )
        keys[_plain(one.label)] = partner.key
    for one in review.ties:
        ends = (keys[_plain(one.one)], keys[_plain(one.other)])
        for ends_at in (ends, ends[::-1]) if one.mutual else (ends,):
            tie = Tie.objects.create(
                one=ends_at[0], other=ends_at[1], heard="act", type=one.type, topic=one.label,
                collaboration=one.strength, began=one.since, on=on,
            )  # fmt: skip
            history.told(standing.by, tie, BROUGHT, through=through)
    return {"partners": len(review.new), "ties": len(review.ties)}


def _plain(name):
    return " ".join(name.lower().split())
