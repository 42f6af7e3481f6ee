"""An agreement as its pages tell it: how it stands, who has signed, what waits for whom."""

import datetime

from tilth.agree.agreements.force import STATES, lapses
from tilth.agree.words import AGREEMENTS
from tilth.web.agree.actions import agreements as acts
from tilth.web.agree.actions import signing
from tilth.web.agree.agreements import force
from tilth.web.agree.models import Agreement, Partner

SOON = datetime.timedelta(days=60)
GROUPS = (
    ("in force", "In force"),
    ("signing", "Waiting for signatures"),
    ("draft", "Being written"),
    ("over", "Over"),
)
OVER = ("lapsed", "ended", "left", "replaced")


def register(on):
    """Every agreement with its version that matters most on a day, by title."""
    found = Agreement.objects.select_related("body").prefetch_related(*force.WHOLE)
    names = acts.names()
    return [row(one, list(one.versions.all()), on, names) for one in found.order_by("title")]


def row(agreement, versions, on, names):
    """One agreement on a day: which version is told, how it stands, who signed."""
    states = force.states_of(agreement, on, versions=versions)
    version = most_telling(versions, states)
    state = states.get(version.number, "draft") if version else "draft"
    parties = _parties(version)
    return {
        "agreement": agreement,
        "address": f"/agree/agreement/{agreement.slug}/",
        "type": AGREEMENTS[agreement.type],
        "version": version,
        "state": state,
        "state_words": STATES[state],
        "group": "over" if state in OVER else "in force" if state == "waiting" else state,
        "parties": sorted(names.get(slug, slug) for slug in parties),
        "signed": len(_signed(version, parties)),
        "versions": len(versions),
        "soon": state == "in force" and version.until is not None and version.until - on <= SOON,
        "days": (version.until - on).days if version and version.until else None,
        "newer": any(one.number > version.number for one in versions) if version else False,
    }


def most_telling(versions, states):
    """The version in force; or else the newest that waits; or else the newest there is."""
    for wanted in ("in force", "waiting", "signing"):
        found = [one for one in versions if states[one.number] == wanted]
        if found:
            return found[-1]
    over = [one for one in versions if states[one.number] in OVER]
    return (over or versions or [None])[-1]


def _parties(version):
    return force.paper_of(version).parties if version else ()


def _signed(version, parties):
    return {one.partner for one in force.signed_of(version) if one.partner in parties}


def signatures(version, on, standing):
    """A row for each party: who signed, when, until when it is bound, or that it has not signed."""
    names = acts.names()
    held = {one.partner.slug: one for one in version.signatures.select_related("partner")}
    partners = {one.slug: one for one in Partner.objects.filter(slug__in=_parties(version))}
    over = force.state_alone(version, on) in OVER
    rows = []
    for slug in sorted(_parties(version), key=lambda one: names.get(one, one).casefold()):
        one, partner = held.get(slug), partners.get(slug)
        mine = partner is not None and signing.may_sign(standing, partner)
        rows.append(
            {
                "partner": partner,
                "name": names.get(slug, slug),
                "signature": one,
                "gone": one is not None and one.withdrawn is not None and one.withdrawn <= on,
                "may_sign": mine and not signing.why_not_sign(version, partner, on),
                "may_leave": one is not None
                and one.withdrawn is None
                and not over
                and (mine or standing.keeps),
                "on_behalf": not mine,
            }
        )
    return rows


def over_at(version):
    """The moment a version stops holding, in UTC; None where it has no last day."""
    return lapses(force.paper_of(version))
