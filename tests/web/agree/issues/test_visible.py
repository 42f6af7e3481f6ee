"""Who may know of a hard thing: who holds it, until every owner opens it."""

import pytest

from tests.web.agree.issues.holding import DAY, hold_with
from tests.web.agree.making import (
    by_of,
)
from tilth.ground.errors import AgreementError
from tilth.web.agree.actions import issues as acts
from tilth.web.agree.actions import issues_together as together
from tilth.web.agree.issues.visible import visible_to
from tilth.web.agree.models import Issue
from tilth.web.agree.standing import Standing


def test_AC_only_the_partner_that_raised_it_knows_of_it(stands, tension, visit, person_as):
    assert tension not in visible_to(stands("council"))
    assert tension not in visible_to(stands("council", "chair"))
    person = person_as("partner", email="partner.charities@example.org", partner="charities")
    assert "We end short grants" in visit("/agree/issues/", who=person)
    page = visit(f"/agree/issues/{tension.ref}/", who=person)
    assert page.status == 200
    assert "They always stop our money" in page
    other = person_as("partner", email="partner.council@example.org", partner="council")
    assert visit(f"/agree/issues/{tension.ref}/", who=other).status == 404
    assert visit(f"/agree/issues/{tension.ref}/", who=None).status == 404


def test_AC_every_owner_must_agree_to_open_it_and_it_never_closes_again(stands, tension):
    """B-240, B-250: openness grows step by step with the trust of all who hold it."""
    hold_with(stands, tension, "council", "homes")
    put = together.put(stands("council"), tension, "open", "public")
    together.agree(stands("charities"), tension, put.pk)
    tension.refresh_from_db()
    assert tension.visible == "owners"
    with pytest.raises(AgreementError, match="You agreed already"):
        together.agree(stands("charities"), tension, put.pk)
    with pytest.raises(AgreementError, match="Only a partner that holds this"):
        together.agree(stands("hospital"), opened(tension), put.pk)
    together.agree(stands("homes"), tension, put.pk)
    tension.refresh_from_db()
    assert tension.visible == "public"
    for level in ("owners", "partnership"):
        with pytest.raises(AgreementError, match="cannot be unread"):
            together.put(stands("council"), tension, "open", level)
    with pytest.raises(AgreementError, match="not with the owners any more"):
        together.agree(stands("homes"), tension, put.pk)


def opened(issue):
    """The same issue, known to everyone round the table."""
    Issue.objects.filter(pk=issue.pk).update(visible="partnership")
    return issue


def test_AC_an_issue_nobody_may_know_of_is_refused_as_if_it_were_not_there(stands, tension):
    for act in (
        lambda: acts.ask(stands("homes"), tension, tension.raised_by, "Why?"),
        lambda: together.put(stands("homes"), tension, "open", "public"),
        lambda: together.join(stands("homes"), tension, True),
    ):
        with pytest.raises(AgreementError, match="There is no such issue"):
            act()
    with pytest.raises(AgreementError, match="was not asked to hold this"):
        together.join(stands("homes"), opened(tension), True)


def test_P_107_the_list_tells_what_the_reader_may_see_and_no_more(stands, tension, visit, someone):
    """P-107: tension log."""
    opened(acts.raise_issue(stands("homes"), type="barrier", title="Two keys", surfaced="s",
                            opened=DAY))  # fmt: skip
    page = visit("/agree/issues/", who=someone("charities"))
    assert "Held by your partner We end short grants in March" in page
    assert "Opened to you Two keys" in page
    page = visit("/agree/issues/?type=tension&stage=surfaced", who=someone("homes"))
    assert "None is of that kind and stage." in page
    assert "short grants" not in page
    assert "Partners have not opened any hard thing to everyone yet." in visit(
        "/agree/issues/", who=None
    )
    assert visit("/agree/issues/?type=%3Cscript%3E", who="director").status == 200


def test_refs_tell_nothing_of_how_many_there_are(stands, table):
    told = {"type": "tension", "title": "T", "surfaced": "s", "opened": DAY}
    refs = [acts.raise_issue(stands("homes"), **told).ref for _ in range(6)]
    numbers = [int(ref.partition("-")[2]) for ref in refs]
    assert len(set(refs)) == 6
    assert numbers != sorted(numbers) or max(numbers) - min(numbers) > 5
    assert all(len(ref) == 7 for ref in refs)


def test_only_who_speaks_for_a_partner_raises_one(stands, person_as, table):
    told = {"type": "tension", "title": "T", "surfaced": "s", "opened": DAY}
    chair = Standing.for_by(by_of(person_as("chair")))
    for standing in (chair, stands("homes", "administrator")):
        with pytest.raises(AgreementError, match="speaks for a partner"):
            acts.raise_issue(standing, **told)
    for wrong, why in (({"type": "row"}, "no such kind"), ({"title": " "}, "Give it a name"),
                       ({"layer": "county"}, "no such layer")):  # fmt: skip
        with pytest.raises(AgreementError, match=why):
            acts.raise_issue(stands("homes"), **(told | wrong))
