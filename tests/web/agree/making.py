"""Records to test with: a small partnership, made in a line or two.

partners = round_table()                    # {"hospital": Partner, ...}, all joined
board = board_of("Place board")             # a Body; signed(board, partners, quorum_partners=3)
decision = decision_of(board, partners["charities"], stage="objections")
"""

import datetime

from tilth.web.agree.models import Agreement, Body, Decision, Partner, Signature, Version
from tilth.web.house.by import By

DAY = datetime.date(2026, 3, 2)
SMALL_TABLE = {
    "hospital": ("General Hospital", "hospital", "statutory"),
    "council": ("Council", "council", "elected"),
    "homes": ("Together Homes", "housing", "charitable"),
    "charities": ("Circle of Small Charities", "voluntary", "charitable"),
    "club": ("Club Community Trust", "sport", "charitable"),
}


def partner_of(slug, name="", sector="voluntary", accountability="charitable", **told):
    """One partner that has joined."""
    told = {"state": "joined", "name": name or slug.title(), **told}
    return Partner.objects.create(slug=slug, sector=sector, accountability=accountability, **told)


def round_table(**more):
    """Five partners in five sectors, by slug; what place.toml put there before makes way."""
    Partner.objects.filter(slug__in=SMALL_TABLE).delete()
    return {slug: partner_of(slug, *words, **more) for slug, words in SMALL_TABLE.items()}


def board_of(name="Place board", **told):
    """A board of the place."""
    told = {"slug": name.lower().replace(" ", "-"), "type": "board", "layer": "place", **told}
    return Body.objects.create(name=name, **told)


def signed(body, partners, *, since=DAY, until=None, **rule):
    """The version of an agreement in force that rules a body, signed by all; rule: as Rule."""
    agreement = Agreement.objects.create(
        slug=f"{body.slug}-agreement", title="How we work", type="partnership", body=body
    )
    clauses = {"parties": sorted(partners), "decide": rule}
    version = Version.objects.create(
        agreement=agreement, number=1, clauses=clauses, since=since, until=until
    )
    for one in partners.values():
        Signature.objects.create(version=version, partner=one, name=one.name, on=since)
    return version


def decision_of(body, proposer, **told):
    """A decision of a body, put forward by a partner."""
    told = {"ref": f"D-{Decision.objects.count() + 1:03}", "stage": "questions", **told}
    told = {"title": "Open the hall on Sundays", "proposal": "We open the hall.", **told}
    return Decision.objects.create(body=body, proposer=proposer, opened=DAY, **told)


def by_of(person, role="partner"):
    """On whose behalf an act is done, for calling actions without a page."""
    held = person.held_roles.first()
    return By(person.ref, held.role if held else role, person.partner, person)
