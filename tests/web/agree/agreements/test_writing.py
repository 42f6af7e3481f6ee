"""Agreements written: drafts, clauses, versions beside each other."""

import html
import re

import pytest

from tests.web.agree.agreements.writing_them import HERE, begun, put_up, standing
from tilth.ground.errors import AgreementError
from tilth.web.agree.actions import agreements as acts
from tilth.web.agree.models import Step

pytestmark = pytest.mark.django_db


def test_a_signed_version_never_changes(visit, signed_by_all, someone):
    """Nor one that has been put up for signature."""
    version = signed_by_all.versions.get()
    who = standing("charities")
    clauses = acts.clauses_of(version)
    with pytest.raises(AgreementError, match="stays as it is"):
        acts.rewrite(who, version, clauses, seen=acts.draft_mark(version))
    page = visit(f"{HERE}{signed_by_all.slug}/edit/", who=someone("charities"))
    assert page.goes_to == f"{HERE}{signed_by_all.slug}/"
    step = Step.objects.get(about=version.key, act="put up for signature")
    visit(f"/agree/undo/{step.pk}/", who=someone("charities"), post={})
    version.refresh_from_db()
    assert version.since is not None


def writing_form(page):
    """What the form of a draft holds, as a browser would send it back."""
    told = {}
    for name, value in re.findall(r'<input[^>]*name="(\w+)"[^>]*?value="([^"]*)"', page.html):
        told.setdefault(name, []).append(value)
    told |= {k: v for k, v in told.items() if len(v) == 1}
    ticked = re.findall(
        r'type="checkbox"[^>]*name="(\w+)"(?: value="([^"]*)")?[^>]* checked', page.html
    )
    boxes = set(re.findall(r'type="checkbox"[^>]*name="(\w+)"', page.html))
    told = {k: v[0] for k, v in told.items() if k not in boxes}
    for name, value in ticked:
        told.setdefault(name, []).append(value or "on")
    for name, text in re.findall(
        r'<textarea[^>]*name="(\w+)"[^>]*>(.*?)</textarea>', page.html, re.S
    ):
        told[name] = html.unescape(text)
    for name, options in re.findall(
        r'<select[^>]*name="(\w+)"[^>]*>(.*?)</select>', page.html, re.S
    ):
        told[name] = re.search(r'value="([^"]*)" selected', options)[1]
    return told


def test_a_draft_sent_back_as_it_came_says_the_same(visit, table, someone):
    """Every clause of every template survives the form."""
    for template in ("partnership", "data_sharing", "framework", "founding_group"):
        one = begun(visit, someone("charities"), ["charities", "homes"], template)
        at = f"{HERE}{one.slug}/edit/"
        version = one.versions.get()
        told = writing_form(visit(at, who=someone("charities")))
        assert visit(at, who=someone("charities"), post=told).status == 302
        again = one.versions.get()
        assert acts.clauses_of(again) == acts.clauses_of(version), template


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("conflict", "We talk | soon", "not a whole number"),
        ("conflict", "a | 1 | b", "Too many parts"),
        ("seats", "residents | 0", "a seat is for one at least"),
        ("lies", "halls | moon", "moon"),
        ("lies", "halls", "layer"),
        ("notice_days", "-1", "greater than or equal"),
        ("quorum_partners", "many", "whole number"),
        ("chair_years", "0", "greater than or equal"),
        ("parties", ["nobody"], "valid choice"),
        ("method", "weight", "valid choice"),
        ("accountable", "king", "valid choice"),
    ],
)
def test_a_wrong_clause_is_told_and_nothing_typed_is_lost(
    visit, table, someone, field, value, said
):
    one = begun(visit, someone("charities"), ["charities", "homes"])
    at = f"{HERE}{one.slug}/edit/"
    told = writing_form(visit(at, who=someone("charities")))
    page = visit(at, who=someone("charities"), post=told | {field: value, "purpose": "To dance."})
    assert page.status == 200
    assert said in page
    assert "To dance." in page
    assert acts.clauses_of(one.versions.get()).purpose != "To dance."


def test_two_who_write_at_once_do_not_overwrite_each_other(visit, table, someone):
    one = begun(visit, someone("charities"), ["charities", "homes"])
    at = f"{HERE}{one.slug}/edit/"
    told = writing_form(visit(at, who=someone("charities")))
    visit(at, who=someone("homes"), post=told | {"purpose": "To sing."})
    page = visit(at, who=someone("charities"), post=told | {"purpose": "To dance."})
    assert "Somebody else changed it meanwhile" in page
    assert "To dance." in page
    assert acts.clauses_of(one.versions.get()).purpose == "To sing."


@pytest.mark.parametrize(
    ("parties", "template", "since", "until", "said"),
    [
        (["charities"], "partnership", "2026-01-01", "2099-01-01", "at least two partners"),
        (["charities", "homes"], "partnership", "2026-02-01", "2026-01-01", "before the first"),
        (["charities", "homes"], "partnership", "2020-01-01", "2020-02-01", "gone by already"),
        (["charities", "homes"], "founding_group", "2026-01-01", "2099-01-01", "A seat has to be"),
    ],
)
def test_what_is_not_ready_is_not_put_up_for_signature(
    visit, table, someone, parties, template, since, until, said
):
    one = begun(visit, someone("charities"), parties, template)
    at = f"{HERE}{one.slug}/1/propose/"
    days = {"since": since, "until": until}
    page = visit(at, who=someone("charities"), post=days, follow=True)
    assert said in page
    assert one.versions.get().since is None


def test_days_that_are_no_days_are_told(visit, table, someone):
    one = begun(visit, someone("charities"), ["charities", "homes"])
    page = put_up(visit, someone("charities"), one, since="soon", until="")
    assert page.status == 422
    assert "valid date" in page


def test_the_page_compares_two_versions_side_by_side_and_as_one_list(visit, signed_by_all, someone):
    at = f"{HERE}{signed_by_all.slug}/"
    assert "one version only" in visit(f"{at}compare/", who=someone("homes"))
    visit(f"{at}draft/", who=someone("charities"), post={})
    told = writing_form(visit(f"{at}edit/", who=someone("charities")))
    told |= {"notice_days": "30", "meets": ""}
    visit(f"{at}edit/", who=someone("charities"), post=told)
    page = visit(f"{at}compare/", who=someone("homes"))
    assert "<del>90</del>" in page.html
    assert "<ins>30</ins>" in page.html
    assert "How often we meet taken away" in page
    listed = visit(f"{at}compare/?from=1&to=2&as=list", who=someone("homes"))
    assert "Taken away: Once a month." in listed
    assert "Added: Once a month." in visit(
        f"{at}compare/?from=2&to=1&as=list", who=someone("homes")
    )
    assert visit(f"{at}compare/?from=x&to=99", who=someone("homes")).status == 200
