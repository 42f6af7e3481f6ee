"""Hard things held together: raised, asked about, heard, reframed, agreed, looked back on."""

import datetime

import pytest

from tests.web.agree.making import board_of, by_of, round_table, signed
from tilth.web.agree.actions import issues as acts
from tilth.web.agree.actions import issues_together as together
from tilth.web.agree.issues.notice import must_wait
from tilth.web.agree.issues.visible import visible_to
from tilth.web.agree.standing import Standing

DAY = datetime.date(2026, 3, 2)


@pytest.fixture
def table(db):
    """Five partners, by slug."""
    return round_table()


@pytest.fixture
def from_(person_as, table):
    """from_("homes"): how somebody of that partner stands."""

    def stand(slug, role="partner"):
        person = person_as(role, email=f"{role}.{slug}@example.org", partner=slug)
        return Standing.for_by(by_of(person))

    return stand


@pytest.fixture
def tension(from_):
    """A tension the small charities raised."""
    return acts.raise_issue(
        from_("charities"), type="tension", title="We end short grants in March",
        surfaced="They always stop our money in March.", opened=DAY,
    )  # fmt: skip


def hold_with(from_, issue, *slugs):
    """Other partners come to hold it too; every owner agrees each time."""
    for slug in slugs:
        put = together.put(from_("charities"), issue, "hold", slug)
        agreed_by_all(from_, issue, put.pk)
        together.join(from_(slug), issue, True)


def agreed_by_all(from_, issue, number):
    for one in issue.owners.exclude(slug="charities"):
        together.agree(from_(one.slug), issue, number)


def understand(from_, issue, one, other):
    for asker, asked in ((one, other), (other, one)):
        to = issue.owners.get(slug=asked)
        acts.ask(from_(asker), issue, to, "What matters most to you here?")
        acts.tell(from_(asked), issue, f"What matters to {asked}")
        acts.feel_heard(from_(asked), issue)


def test_B_244_a_tension_goes_from_surfaced_to_reviewed_together(from_, tension):
    """B-244, P-107: surface, understand, reframe, agree, review."""
    hold_with(from_, tension, "council")
    understand(from_, tension, "charities", "council")
    tension.refresh_from_db()
    assert tension.stage == "understood"
    for what, words in (("reframe", "We plan money year by year"), ("way", "Three-year grants")):
        put = together.put(from_("charities"), tension, what, words, review=DAY)
        tension.refresh_from_db()
        assert tension.stage in ("understood", "reframed")
        together.agree(from_("council"), tension, put.pk)
    tension.refresh_from_db()
    assert (tension.stage, tension.way, tension.review) == ("agreed", "Three-year grants", DAY)
    put = together.put(from_("council"), tension, "review", "Two of three grants run on")
    together.agree(from_("charities"), tension, put.pk)
    tension.refresh_from_db()
    assert (tension.stage, tension.outcome) == ("reviewed", "Two of three grants run on")


def test_AC_only_the_partner_that_raised_it_knows_of_it(from_, tension, visit, person_as):
    assert tension not in visible_to(from_("council"))
    assert tension not in visible_to(from_("council", "chair"))
    person = person_as("partner", email="partner.charities@example.org", partner="charities")
    assert "We end short grants" in visit("/agree/issues/", who=person)
    page = visit(f"/agree/issues/{tension.ref}/", who=person)
    assert page.status == 200
    assert "They always stop our money" in page
    other = person_as("partner", email="partner.council@example.org", partner="council")
    assert visit(f"/agree/issues/{tension.ref}/", who=other).status == 404
    assert visit(f"/agree/issues/{tension.ref}/", who=None).status == 404


def test_the_notice_of_an_agreement_survives_a_cut_and_its_end(table, from_, visit):
    body = board_of()
    signed(body, table, since=datetime.date(2025, 1, 1), until=datetime.date(2026, 2, 1))
    wait = must_wait(table["council"], datetime.date(2026, 5, 1), DAY, body)
    assert wait == (
        "Partners agreed 90 days of notice. Told on 2 March 2026, "
        "it can be less from 31 May 2026, not before"
    )
    assert must_wait(table["council"], datetime.date(2026, 5, 30), DAY, body) == ""
    page = visit("/agree/issues/notice/?partner=council&told=2026-03-02&body=", who="director")
    assert "Told on 2 March 2026, less may be given from 31 May 2026." in page
    assert "That agreement holds no more. Its notice still does." in page
    assert "To be told: Circle of Small Charities" in page
