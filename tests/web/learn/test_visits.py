"""Visits between places: who went where, what they saw, took home and planted."""

import datetime

import pytest
from django.utils import timezone

from tests.web.agree.making import by_of, round_table
from tests.web.learn.making import practice_of
from tilth.ground.errors import AgreementError
from tilth.web.agree.standing import Standing
from tilth.web.learn.actions import gatherings as act
from tilth.web.learn.models import Gathering, Transplant


@pytest.fixture
def someone(person_as, db):
    round_table()
    return lambda slug: person_as("partner", partner=slug, email=f"{slug}@example.org")


def sent(**told):
    day = timezone.localdate() - datetime.timedelta(days=3)
    told = {"where": "The walking group, Harrowfold", "on": f"{day}", "host": "", **told}
    told = {"others": "Scouts\nCouncil of Stonebeck", "seen": "Forty people on foot", **told}
    return {"home": "Begin with tea", "open_to": "everyone", **told}


def test_P_083_the_log_says_who_visited_whom_what_they_saw_and_took_home(visit, someone):
    """P-083: a visit written down in one form, in the log, and as a file."""
    assert "No visit that you may read of" in visit("/learn/visits/", who=None)
    who = someone("club")
    page = visit("/learn/visits/new/", who=who, post=sent(seen=""))
    assert "This field is required" in page
    assert "Begin with tea" in page.html
    at = visit("/learn/visits/new/", who=who, post=sent(host="homes")).goes_to
    assert at.startswith("/learn/gatherings/visit-the-walking-group")
    page = visit("/learn/visits/", who=None)
    for words in ("Visit: The walking group, Harrowfold", "Visited: Together Homes.",
                  "Went: Club Community Trust, Scouts, Council of Stonebeck.",
                  "Saw: Forty people on foot", "Took home: Begin with tea"):  # fmt: skip
        assert words in page, words
    assert "Begin with tea" in visit("/learn/visits.csv", who=None)
    assert visit("/learn/visits.doc", who=None).status == 404
    visit("/learn/visits/new/", who=who, post=sent(where="Secret", open_to="partnership"))
    assert "Secret" not in visit("/learn/visits/", who=None)
    assert "Secret" in visit("/learn/visits/", who=who)


def test_those_who_went_may_say_more_and_others_may_not(visit, someone):
    visit("/learn/visits/new/", who=someone("club"), post=sent(host="homes"))
    one = Gathering.objects.get()
    own, other = (Standing.for_by(by_of(someone(slug))) for slug in ("club", "council"))
    act.write_up(own, one, home="Begin with tea and a map")
    with pytest.raises(AgreementError, match="Only who hosts it"):
        act.write_up(other, one, home="Ours now")
    assert "Begin with tea and a map" in visit("/learn/visits/", who=None)
    with pytest.raises(AgreementError, match="Say whom you visited"):
        act.log_visit(own, where=" ", begins=one.begins, ends=one.ends, open_to="everyone")


def test_B_281_B_282_a_visit_leads_to_what_is_planted_because_of_it(visit, someone):
    """B-282: from the page of a visit to planting, and back: the visit says what grew of it."""
    who = someone("club")
    at = visit("/learn/visits/new/", who=who, post=sent()).goes_to
    one, practice = Gathering.objects.get(), practice_of("walk-and-talk", "Walk and talk")
    assert "Choose the practice you saw" in visit(at, who=who)
    act.join(Standing.for_by(by_of(who)), one, practice.key)
    page = visit(at, who=who)
    where = f"/learn/practices/walk-and-talk/transplant/?visit={one.slug}"
    assert f'href="{where}"' in page.html
    assert where not in visit(at, who=None).html
    assert "Nothing yet, as far as we know." in page
    Transplant.objects.create(ref="T-001", practice=practice, place="Tiltham", changed="Shorter",
                              spread="trial", visit=one.key, result="growing")  # fmt: skip
    page = visit(at, who=None)
    assert "Walk and talk, Tiltham : growing" in page
    assert "/learn/transplants/T-001/" in page.links
    assert "Planted: Walk and talk, Tiltham (growing)" in visit("/learn/visits/", who=None)
    Transplant.objects.update(removed=True)
    assert "Walk and talk, Tiltham" not in visit(at, who=None)
