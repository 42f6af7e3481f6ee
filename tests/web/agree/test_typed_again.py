"""Nothing typed is lost: what was refused stands in its form again, once, for who typed it."""

import datetime
import re

import pytest
from django.conf import settings as django_settings

from tests.web.agree.making import board_of, decision_of, signed
from tests.web.reader import Page
from tilth.web.agree.actions import delegations
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.models import Body, Contribution, Delegation

pytestmark = pytest.mark.django_db
WORDS = 'They want <b>warmth</b> at "home"'


@pytest.fixture
def before(client):
    """A function that sits somebody before a browser: gives get(at) and post(at, told)."""

    def sit(person):
        client.force_login(person)
        return lambda at: Page(client.get(at)), lambda at, told: Page(client.post(at, told))

    return sit


def today(days=0):
    return day_of(django_settings.PLACE) + datetime.timedelta(days=days)


@pytest.fixture
def passed(table, stands):
    """Something passed on under an agreement that asks for sixty days of notice."""
    board = board_of(since=today(-900))
    team = Body.objects.create(
        slug="team", name="Team", type="team", layer="neighbourhood", since=today(-900)
    )
    version = signed(board, table, since=today(-400))
    version.clauses |= {"notice_days": 60}
    version.save()
    return delegations.pass_on(
        stands(role="secretariat"), day=today(), function="Beds", from_body=board, to_body=team,
        since=today(-300), agreement=version.agreement,
    )  # fmt: skip


def test_what_an_act_refuses_stands_in_its_form_once(before, someone, passed):
    get, post = before(someone(role="secretariat"))
    at = f"/agree/levels/{passed.ref}/"
    told = {"until": today(5).isoformat(), "because": WORDS}
    assert post(f"{at}back/", told).goes_to == at
    page = get(at)
    assert "gives 60 days of notice. Its last day cannot come before" in page
    assert "&lt;b&gt;warmth&lt;/b&gt; at &#34;home&#34;</textarea>" in page.html
    assert f'value="{today(5).isoformat()}"' in page.html
    assert re.search(r"<details[^>]* open><summary[^>]*><span[^>]*>Take it back<", page.html)
    assert page.html.count(" open><summary") == 1
    assert "warmth" not in get(at).html
    assert Delegation.objects.get().until is None


def test_what_a_form_refuses_stands_there_with_its_choice(before, someone, passed):
    get, post = before(someone(role="secretariat"))
    at = f"/agree/levels/{passed.ref}/"
    post(f"{at}change/", {"cash": "a lot", "how": "happened", "conditions": WORDS, "words": ""})
    page = get(at)
    assert 'value="a lot"' in page.html
    assert re.search(r'name="how" value="happened" checked', page.html)
    assert "warmth" in page.html


def test_boxes_and_pages_of_another_address_keep_what_was_ticked(before, someone, table):
    """Refused on the way to another page, one is led back to the form."""
    get, post = before(someone("charities"))
    at = "/agree/map/survey/homes/"
    assert post(f"{at}keep/", {"trust": "9", "began": "soon"}).goes_to == at
    assert 'value="soon"' in get(at).html
    get, post = before(someone(role="secretariat"))
    post("/agree/decisions/new/", {})
    assert "soon" not in get("/agree/decisions/new/").html


def test_on_a_page_of_many_forms_only_the_refused_one_opens(before, someone, table):
    decision_of(board_of(), table["homes"])
    get, post = before(someone("charities"))
    at = "/agree/decisions/D-001/"
    assert 'tilth-act" open' not in get(at).html
    post(f"{at}ask/", {"words": "why " * 4000})
    page = get(at)
    assert page.html.count('tilth-act" open') == 1
    assert page.html.count("why why") > 1000
    assert "why why" not in get(at)


def test_a_partner_cannot_give_less_at_once_where_it_agreed_to_say_so_before(
    before, someone, table, visit
):
    """AT: the notice rule survives money pressure; what has happened already can be told."""
    signed(board_of(), table, since=today(-300))
    one = Contribution.objects.create(
        partner=table["homes"], to_partner=table["club"], type="grant", currency="cash",
        amount=900, since=today(-30), until=today(700),
    )  # fmt: skip
    at = f"/agree/levels/money/{one.pk}/"
    get, post = before(someone("homes"))
    less = {"amount": "400", "words": "", "since": one.since, "until": one.until, "why": WORDS}
    for act, told in (("correct/", less), ("withdraw/", {"why": WORDS})):
        post(at + act, told | {"how": "changed"})
        one.refresh_from_db()
        assert (one.amount, one.withdrawn) == (900, False)
        page = get(at)
        assert "Partners agreed 90 days of notice." in page
        assert "warmth" in page.html
    post(f"{at}correct/", less | {"amount": "900", "until": today(89), "how": "changed"})
    one.refresh_from_db()
    assert one.until == today(89)
    post(f"{at}correct/", less | {"until": one.until, "how": "happened"})
    one.refresh_from_db()
    assert one.amount == 400
    assert "Less than was agreed" in visit("/agree/issues/notice/", who="director")
