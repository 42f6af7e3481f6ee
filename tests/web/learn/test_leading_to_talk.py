"""Pages that lead to a conversation of their own, and that ask what people are proud of."""

import datetime

import pytest
from django.utils import timezone

from tests.web.agree.making import DAY, board_of, decision_of, round_table
from tests.web.learn.making import practice_of
from tilth.web.agree.models import Document
from tilth.web.learn.models import Claim, Gathering, RippleMap, Source, Transplant

pytestmark = pytest.mark.django_db
PROUD = "What are you most proud of?"


def test_B_297_ripple_maps_claims_and_sources_lead_to_their_conversation_and_rating(visit):
    """B-297: whatever is published opens a conversation, for whoever may read it."""
    ripples = RippleMap.objects.create(slug="r", title="Ripples", began=DAY, open_to="everyone")
    claim = Claim.objects.create(slug="c", words="Walking helps")
    talk = Document.objects.create(slug="t", title="A talk", type="talk", visible="public")
    Source.objects.create(document=talk)
    pages = {"ripples/r": ripples, "claims/c": claim, "sources/t": talk}
    for at, record in pages.items():
        for who in (None, "partner"):
            page = visit(f"/learn/{at}/", who=who)
            there = f"/learn/talk/about/{record.key}/"
            assert there in page.links, at
            assert "Give a rating" in visit(there, who=who)
        sent = {"type": "review", "rating": "4", "words": "It taught us", "name": ""}
        assert visit(there, who="partner", post=sent).status == 302


def test_P_182_what_are_you_most_proud_of_is_asked_where_something_was_carried(visit):
    """P-182: after a decision, a visit and a trial; not before, and not after a no."""
    table = round_table()
    told = {"stage": "closed", "closed": DAY}
    carried = decision_of(board_of(), table["homes"], outcome="carried", **told)
    not_carried = decision_of(carried.body, table["homes"], outcome="not carried", **told)
    now, day = timezone.now(), datetime.timedelta(days=1)
    past, coming = (
        Gathering.objects.create(slug=slug, title=slug, type="visit", begins=at, ends=at)
        for slug, at in (("past", now - 900 * day), ("coming", now + 900 * day))
    )
    trial, planned = (
        Transplant.objects.create(ref=ref, practice=practice_of(ref.lower()), place="There",
                                  spread="trial", result=result, changed="Smaller")
        for ref, result in (("T-901", "growing"), ("T-902", "planned"))
    )  # fmt: skip
    asked = {
        f"/agree/decisions/{carried.ref}/": carried.key,
        f"/learn/gatherings/{past.slug}/": past.key,
        f"/learn/transplants/{trial.ref}/": trial.key,
    }
    for at, key in asked.items():
        page = visit(at, who="secretariat")
        assert PROUD in page, at
        assert f"/tell/quick/?type=pride&about={key}" in [
            one.replace("%3A", ":") for one in page.links
        ]
    for at in (f"/agree/decisions/{not_carried.ref}/", f"/learn/gatherings/{coming.slug}/",
               f"/learn/transplants/{planned.ref}/"):  # fmt: skip
        assert PROUD not in visit(at, who="secretariat"), at
