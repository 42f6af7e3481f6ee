"""What the acts on gatherings refuse, and what the chair may do for others."""

import datetime

import pytest
from django.utils import timezone

from tests.web.agree.making import by_of
from tests.web.learn.making import practice_of
from tilth.ground.errors import AgreementError
from tilth.web.agree.models import Link
from tilth.web.agree.standing import Standing
from tilth.web.learn.actions import gatherings as act
from tilth.web.learn.gatherings.digest_told import items
from tilth.web.learn.gatherings.movement import contributions
from tilth.web.learn.models import Gathering, Transplant
from tilth.web.learn.talk.records import STRANGER


def standing_of(person, role="partner"):
    return Standing.for_by(by_of(person, role))


def test_the_chair_plans_for_a_partner_and_the_host_takes_a_link_away(visit, someone):
    day = timezone.localdate() + datetime.timedelta(days=9)
    plan = {"type": "conversation", "title": "Open table", "on": f"{day}", "starts": "13:00"}
    plan |= {"open_to": "everyone", "host": "homes", "finishes": "12:00"}
    chair, homes = someone("none", "chair"), someone("homes")
    page = visit("/learn/gatherings/new/", who=chair, post=plan)
    assert "It ends before it begins." in page
    assert 'value="Open table"' in page.html
    wrong = plan | {"starts": "", "about": "D-999"}
    page = visit("/learn/gatherings/new/", who=chair, post=wrong)
    assert "Say when it starts as well." in page
    assert "We know of no such page." in page
    at = visit("/learn/gatherings/new/", who=chair, post=plan | {"finishes": ""}).goes_to
    one = Gathering.objects.get()
    assert (one.host.slug, one.ends - one.begins) == ("homes", datetime.timedelta(hours=1))
    practice = practice_of()
    visit(f"{at}link/", who=homes, post={"chosen": practice.key})
    link = Link.objects.get(one=one.key)
    with pytest.raises(AgreementError, match="linked already"):
        act.join(standing_of(homes), one, practice.key)
    assert "Practice" in visit(at, who=homes)
    visit(f"{at}link/{link.pk}/take-away/", who=homes, post={})
    assert "Nothing is linked yet." in visit(at, who=homes)
    assert "Choose or paste one." in visit(f"{at}link/", who=homes, post={})
    with pytest.raises(AgreementError, match="taken away already"):
        act.part(standing_of(homes), one, link.pk)
    act.join(standing_of(homes), one, practice.key)
    assert Link.objects.get(one=one.key).removed is False
    assert visit(f"{at}change/", who=homes, post=plan | {"finishes": "12:00"}).status == 200
    said = visit(f"{at}call-off/", who=homes, post={}, follow=True)
    assert "Why: This field is required." in said


def test_a_booking_says_who_and_stays_within_its_time(someone):
    homes, today = standing_of(someone("homes")), timezone.localdate()
    begins = timezone.now() + datetime.timedelta(days=3)
    told = {"type": "event", "begins": begins, "ends": begins, "open_to": "everyone"}
    one = act.plan(homes, title="A walk", **told)
    for more, why in (
        ({}, "Say who comes"),
        ({"partner": homes.partner, "name": "Scouts"}, "Say who comes"),
        ({"name": "Scouts", "today": today + datetime.timedelta(days=9)}, "It is over"),
        ({"name": "Scouts", "people": -1}, "not below nought"),
    ):
        with pytest.raises(AgreementError, match=why):
            act.book(homes, one, **{"people": 1, "today": today} | more)
    act.call_off(homes, one, "Snow")
    with pytest.raises(AgreementError, match="called off"):
        act.book(homes, one, people=1, today=today, name="Scouts")
    with pytest.raises(AgreementError, match="Only somebody who speaks"):
        act.plan(STRANGER, title="Mine", **told)
    with pytest.raises(AgreementError, match="Only visits are part"):
        act.plan(homes, title="x", **told | {"season": Gathering(type="open garden")})
    with pytest.raises(AgreementError, match="no such kind"):
        act.plan(homes, title="x", **told | {"type": "party"})


def test_plantings_count_in_the_movement_and_come_in_the_letter(settings, db):
    day = datetime.date(2026, 3, 2)
    practice = practice_of(title="Walk together")
    told = {"practice": practice, "changed": "Shorter", "planted": day}
    Transplant.objects.create(ref="T-001", place="Stonebeck", **told)
    Transplant.objects.create(ref="T-002", place="Taken off", removed=True, **told)
    found = [one.title for one in items(day)]
    assert found == ["Walk together, planted: Stonebeck"]
    given = list(contributions(STRANGER, settings.PLACE))
    assert [(one.kind, one.place, one.on) for one in given] == [("transplant", "Stonebeck", day)]
