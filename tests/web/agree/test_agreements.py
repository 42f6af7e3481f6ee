"""Agreements on pages: begun, written, put up for signature, signed, compared, left, ended."""

import dataclasses
import datetime
import html
import re

import pytest

from tests.web.agree.making import board_of, partner_of, signed
from tilth.agree.agreements.template import AgreementTemplate
from tilth.ground.errors import AgreementError
from tilth.web.agree.actions import agreements as acts
from tilth.web.agree.actions import signing
from tilth.web.agree.agreements import force
from tilth.web.agree.models import Agreement, Partner, Role, Signature, Step
from tilth.web.agree.standing import Standing
from tilth.web.house.by import By

pytestmark = pytest.mark.django_db
HERE = "/agree/agreement/"


@pytest.fixture
def someone(person_as):
    """A function that gives somebody of a partner."""

    def make(slug):
        return person_as("partner", partner=slug, email=f"{slug}@example.org", name=slug.title())

    return make


def standing(slug, role="partner"):
    return Standing.for_by(By("a", role, slug))


def begun(visit, who, parties, template="partnership", **told):
    data = {"title": "How we work", "parties": parties, **told}
    page = visit(f"{HERE}new/{template}/", who=who, post=data)
    assert page.status == 302, page
    return Agreement.objects.latest("pk")


def put_up(visit, who, agreement, number=1, since="2026-01-01", until="2099-12-31"):
    at = f"{HERE}{agreement.slug}/{number}/propose/"
    return visit(at, who=who, post={"since": since, "until": until})


def signing_form(page):
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', page.html)
    return {"seen": found[1], "name": "Ada", "title": "chief", "may": "on"}


def sign(visit, who, agreement, number=1, **told):
    page = visit(f"{HERE}{agreement.slug}/?version={number}", who=who)
    form = signing_form(page) | told
    return visit(f"{HERE}{agreement.slug}/{number}/sign/", who=who, post=form)


def test_P_023_a_partnership_agreement_is_begun_put_up_and_signed_by_all(visit, table, someone):
    """P-017 too: the register shows parties, dates and signatures."""
    two = ["charities", "hospital"]
    one = begun(visit, someone("charities"), two)
    assert put_up(visit, someone("charities"), one).status == 302
    assert "2 of 2 partners have not signed yet" in visit(
        f"{HERE}{one.slug}/", who=someone("homes")
    )
    for number, slug in enumerate(two, 1):
        assert sign(visit, someone(slug), one).status == 302
        page = visit(f"{HERE}{one.slug}/", who=someone("homes"))
        assert ("in force" in page) == (number == 2)
    register = visit(HERE, who=someone("homes"))
    assert (
        "Parties Circle of Small Charities, General Hospital Signed 2 of 2 From 1 January 2026"
        in register
    )


@pytest.fixture
def signed_by_all(visit, table, someone):
    """An agreement of two partners, in force, as they made it on pages."""
    one = begun(visit, someone("charities"), ["charities", "hospital"])
    put_up(visit, someone("charities"), one)
    for slug in ("charities", "hospital"):
        sign(visit, someone(slug), one)
    return one


def history(one):
    return list(Step.objects.filter(about=one.key).values_list("act", flat=True))


def test_an_agreement_is_told_in_plain_words_and_printed_for_signature(
    visit, signed_by_all, someone
):
    page = visit(f"{HERE}{signed_by_all.slug}/", who=someone("homes"))
    for words in (
        "Each partner has one voice. A larger partner never has more.",
        "Only an independent chair may close a decision",
        "What is the same everywhere",
        "What may differ from place to place",
        "When we do not agree",
        "says so 90 days before",
        "Charities, chief",
    ):
        assert words in page.replace("Ada", "Charities"), words
    printed = visit(f"{HERE}{signed_by_all.slug}/print/", who=someone("homes"))
    assert "Circle of Small Charities Ada, chief Signed here" in printed


def test_P_088_what_must_be_common_and_what_may_differ_stand_beside_each_other(
    visit, signed_by_all, someone
):
    page = visit(f"{HERE}{signed_by_all.slug}/", who=someone("homes"))
    assert page.index("What is the same everywhere") < page.index("What may differ")


def test_P_040_the_chair_of_an_agreement_has_a_term_and_no_ties(table, person_as, settings):
    chair = person_as("chair")
    on = force.day_of(settings.PLACE)
    assert "has not been made the chair" in force.independent(chair, on).whys
    body = board_of()
    role = Role.objects.create(person=chair, body=body, title="chair", chair=True, since=on)
    assert force.independent(chair, on, body=body).whys == ("has not told their interests",)
    chair.interests = "none"
    chair.save()
    assert force.independent(chair, on, body=body)
    assert not force.independent(chair, on, body=board_of("Other board"))
    Role.objects.filter(pk=role.pk).update(since=on - datetime.timedelta(days=3 * 366 + 9))
    assert force.independent(chair, on, body=body).whys == ("the chair's term is over",)
    version = signed(body, table, since=on - datetime.timedelta(days=9))
    version.clauses["chair_years"] = 4
    version.save()
    assert force.independent(chair, on, body=body)
    Role.objects.create(person=chair, partner=table["hospital"], title="governor", since=on)
    found = force.independent(chair, on, body=body)
    assert found.whys == ("holds a role in General Hospital: governor",)
    chair.partner = "homes"
    chair.held_roles.update(partner="council")
    assert len(force.independent(chair, on, body=body).whys) == 3
    role.until = on - datetime.timedelta(days=1)
    role.save()
    assert "the chair's term is over" in force.independent(chair, on, body=body).whys


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


def test_P_066_from_mutual_to_formal_accountability_without_typing_anything_again(
    visit, signed_by_all, someone
):
    """Everything is carried over; only who answers to whom is new."""
    one = signed_by_all
    one.body = board_of(answers_to=board_of("System board", layer="system"))
    one.save()
    at = f"{HERE}{one.slug}/"
    visit(f"{at}draft/", who=someone("charities"), post={"formal": "yes"})
    first, second = one.versions.all()
    before, after = acts.clauses_of(first), acts.clauses_of(second)
    assert (after.accountable, after.answers_to) == ("formal", "System board")
    assert dataclasses.replace(after, accountable="mutual", answers_to="") == before
    page = visit(f"{at}compare/?as=list", who=someone("homes"))
    assert "1 of " in page
    assert "Partners answer to each other." in page
    assert force.holding(one, force.day_of(settings_place())).number == 1
    with pytest.raises(AgreementError, match="a draft already"):
        acts.next_version(standing("charities"), one)


def settings_place():
    from django.conf import settings

    return settings.PLACE


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


def test_a_kind_of_agreement_asks_for_what_it_cannot_do_without(table):
    for template, clause in (("data_sharing", "basis"), ("framework", "outcomes")):
        found = settings_place().find(AgreementTemplate, template)
        empty = dataclasses.replace(
            found.clauses, **{clause: type(getattr(found.clauses, clause))()}
        )
        one = acts.begin(
            standing("charities"), dataclasses.replace(found, clauses=empty), title=template,
            parties=["charities", "homes"],
        )  # fmt: skip
        version = one.versions.get()
        assert "Say" in acts.why_not_ready(version, acts.clauses_of(version))
        purpose = dataclasses.replace(acts.clauses_of(version), purpose=" ")
        assert acts.why_not_ready(version, purpose) == "Say what it is for"


def test_a_founding_group_begins_once_its_seats_are_taken(table):
    """Residents take their seats as people on the body."""
    body = board_of("Old Pits")
    partner_of("practices", sector="primary care")
    found = settings_place().find(AgreementTemplate, "founding_group")
    parties = ["charities", "council", "practices"]
    one = acts.begin(standing("council"), found, title="Old Pits", body=body, parties=parties)
    clauses = acts.clauses_of(one.versions.get())
    assert acts.free_seats(one, clauses) == ["residents, 0 of 2"]
    for name in ("Dee", "Eve"):
        Role.objects.create(body=body, title=name, expert=True, since=datetime.date(2026, 1, 1))
    assert acts.free_seats(one, clauses) == []


def test_AC_nobody_signs_for_another_partner(visit, table, someone, person_as):
    one = begun(visit, someone("charities"), ["charities", "hospital"])
    put_up(visit, someone("charities"), one)
    assert 'name="seen"' not in visit(f"{HERE}{one.slug}/", who=someone("homes")).html
    form = signing_form(visit(f"{HERE}{one.slug}/", who=someone("charities")))
    at = f"{HERE}{one.slug}/1/sign/"
    for who in (someone("homes"), person_as("chair"), person_as("analyst")):
        visit(at, who=who, post=form | {"partner": "hospital"})
    assert not Signature.objects.exists()
    assert visit(at, who="resident", post=form).status == 404
    assert visit(at, who=None, post=form).status == 302
    left = table["hospital"]
    left.state = "left"
    left.save()
    visit(at, who=someone("hospital"), post=form)
    assert not Signature.objects.exists()


def test_AT_a_text_that_changed_while_it_was_read_is_not_signed(visit, table, someone):
    one = begun(visit, someone("charities"), ["charities", "hospital"])
    put_up(visit, someone("charities"), one)
    form = signing_form(visit(f"{HERE}{one.slug}/", who=someone("charities")))
    one.versions.update(until=datetime.date(2098, 1, 1))
    at = f"{HERE}{one.slug}/1/sign/"
    page = visit(at, who=someone("charities"), post=form, follow=True)
    assert not Signature.objects.exists()
    assert "The text has changed since you opened it" in page


def test_signing_twice_is_one_signature(visit, signed_by_all, someone):
    version = signed_by_all.versions.get()
    form = {"seen": acts.mark(version), "name": "Ada", "may": "on"}
    at = f"{HERE}{signed_by_all.slug}/1/sign/"
    page = visit(at, who=someone("charities"), post=form, follow=True)
    assert version.signatures.count() == 2
    assert "Circle of Small Charities has signed already" in page


@pytest.mark.parametrize("gone", ["name", "may", "seen"])
def test_a_signature_without_a_name_or_a_yes_is_not_taken(visit, table, someone, gone):
    one = begun(visit, someone("charities"), ["charities", "hospital"])
    put_up(visit, someone("charities"), one)
    form = signing_form(visit(f"{HERE}{one.slug}/", who=someone("charities")))
    del form[gone]
    page = visit(f"{HERE}{one.slug}/1/sign/", who=someone("charities"), post=form)
    assert page.status == 422
    assert not Signature.objects.exists()


def test_why_a_version_cannot_be_signed_is_said(visit, signed_by_all, table):
    version, on = signed_by_all.versions.get(), force.day_of(settings_place())
    assert "is not a party" in signing.why_not_sign(version, table["homes"], on)
    draft = acts.next_version(standing("charities"), signed_by_all)
    assert "still being written" in signing.why_not_sign(draft, table["charities"], on)
    far = datetime.date(2100, 1, 1)
    Signature.objects.filter(partner=table["hospital"]).delete()
    assert "It is over" in signing.why_not_sign(version, table["hospital"], far)
    acts.propose(standing("charities"), draft, since=on, until=far, on=on)
    assert "A later version" in signing.why_not_sign(version, table["hospital"], on)


def test_a_partner_leaves_with_notice_and_its_reason_and_the_others_go_on(visit, table, someone):
    three = ["charities", "homes", "hospital"]
    one = begun(visit, someone("charities"), three)
    put_up(visit, someone("charities"), one)
    for slug in three:
        sign(visit, someone(slug), one)
    at = f"{HERE}{one.slug}/1/leave/"
    told = {"partner": "hospital", "reason": "We merge with another trust."}
    visit(at, who=someone("homes"), post=told)
    visit(at, who=someone("hospital"), post={"partner": "hospital", "reason": ""})
    assert not Signature.objects.exclude(withdrawn=None).exists()
    visit(at, who=someone("hospital"), post=told)
    on = force.day_of(settings_place())
    gone = Signature.objects.get(partner__slug="hospital").withdrawn
    assert gone == on + datetime.timedelta(days=90)
    version = force.holding(one, gone)
    assert force.bound_by(version, gone) == ("charities", "homes")
    page = visit(f"{HERE}{one.slug}/", who=someone("homes"))
    assert "not bound any more from" in page
    assert "We merge with another trust." in page
    again = visit(at, who=someone("hospital"), post=told, follow=True)
    assert "has taken it back already" in again
    assert "took its signature back" in signing.why_not_sign(version, table["hospital"], on)


def test_the_secretariat_enters_notice_on_behalf_of_a_partner_and_the_history_says_so(
    visit, signed_by_all, person_as, someone
):
    at = f"{HERE}{signed_by_all.slug}/1/leave/"
    told = {"partner": "hospital", "reason": "By letter", "wished": "2099-06-01"}
    visit(at, who=person_as("secretariat"), post=told)
    page = visit(f"{HERE}{signed_by_all.slug}/", who=someone("homes"))
    assert "On behalf of General Hospital. By letter" in page
    told |= {"partner": "homes"}
    page = visit(at, who=person_as("secretariat"), post=told, follow=True)
    assert "Together Homes has not signed" in page


def test_an_agreement_is_ended_with_a_reason_and_stops_at_once(
    visit, signed_by_all, someone, person_as
):
    at, on = f"{HERE}{signed_by_all.slug}/end/", force.day_of(settings_place())
    visit(at, who=someone("charities"), post={"reason": "No"})
    visit(at, who=person_as("chair"), post={"reason": " "})
    assert force.holding(signed_by_all, on)
    visit(at, who=person_as("chair"), post={"reason": "A new one is better"})
    assert force.holding(signed_by_all, on) is None
    assert "ended" in history(signed_by_all)
    page = visit(f"{HERE}{signed_by_all.slug}/", who=someone("homes"))
    assert "A new one is better" in page
    visit(at, who=person_as("chair"), post={"reason": "Again"})
    assert history(signed_by_all).count("ended") == 1
    step = Step.objects.get(about=signed_by_all.versions.get().key, act="ended")
    visit(f"/agree/undo/{step.pk}/", who=person_as("chair"), post={})
    assert force.holding(signed_by_all, on) is None


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


def test_what_lapses_soon_and_what_has_lapsed_stand_apart(visit, signed_by_all, someone):
    on = force.day_of(settings_place())
    signed_by_all.versions.update(until=on + datetime.timedelta(days=30))
    assert "Lapses soon. How we work" in visit(HERE, who=someone("homes"))
    assert "That is soon." in visit(f"{HERE}{signed_by_all.slug}/", who=someone("homes"))
    signed_by_all.versions.update(until=on - datetime.timedelta(days=1))
    page = visit(HERE, who=someone("homes"))
    assert "Lapses soon" not in page
    assert "its last day has gone by" in page
    assert "To renew it, write a new version" in visit(
        f"{HERE}{signed_by_all.slug}/", who=someone("homes")
    )


def test_P_017_the_register_goes_away_as_a_file_too(visit, signed_by_all, someone):
    page = visit("/agree/agreement.csv", who=someone("homes"))
    assert "2 of 2" in page
    assert "Circle of Small Charities; General Hospital" in page
    assert visit("/agree/agreement.json", who=someone("homes")).status == 200
    assert visit("/agree/agreement.pdf", who=someone("homes")).status == 404


def test_an_empty_place_says_how_to_begin(visit, table, someone, person_as):
    assert "Begin from a template" in visit(HERE, who=someone("homes"))
    assert "Somebody from a partner that has joined" in visit(HERE, who=person_as("analyst"))
    page = visit(f"{HERE}new/", who=someone("homes"))
    assert "Permissive framework" in page
    assert visit(f"{HERE}new/nothing/", who=someone("homes")).status == 404
    assert visit(f"{HERE}new/framework/", who=person_as("analyst")).status == 404
    page = visit(f"{HERE}new/framework/", who=someone("homes"), post={"title": " "})
    assert page.status == 200
    assert not Agreement.objects.exists()


def test_B_273_a_framework_shows_outcomes_asked_and_ways_left_open(visit, table, someone):
    one = begun(visit, someone("charities"), ["charities", "homes"], "framework")
    page = visit(f"{HERE}{one.slug}/", who=someone("homes"))
    assert "What is asked for People live more years in good health." in page
    assert "Which services there are, and who gives them." in page


def test_only_those_who_look_after_sharing_say_which_data_rest_on_an_agreement(
    visit, table, someone, person_as, settings
):
    one = begun(visit, someone("charities"), ["charities", "homes"], "data_sharing")
    at, source = f"{HERE}{one.slug}/data/", settings.PLACE.sources[0].name
    visit(at, who=someone("charities"), post={"sources": [source]})
    visit(at, who=person_as("ig_lead"), post={"sources": ["nothing"]})
    one.refresh_from_db()
    assert one.sources == []
    visit(at, who=person_as("ig_lead"), post={"sources": [source]})
    one.refresh_from_db()
    assert one.sources == [source]
    page = visit(f"{HERE}{one.slug}/", who=someone("homes"))
    assert f"Rests on it: {source}" in page
    two = begun(visit, someone("charities"), ["charities", "homes"])
    visit(f"{HERE}{two.slug}/data/", who=person_as("ig_lead"), post={"sources": [source]})
    two.refresh_from_db()
    assert two.sources == []


def test_P_024_the_agreement_in_force_rules_its_body(table):
    """A board's rule of voices is the newest agreement signed for it."""
    board, on = board_of(), datetime.date(2026, 6, 1)
    assert force.current(board, on) is None
    version = signed(board, table, quorum_partners=3)
    assert force.current(board, on) == version
    assert force.current(board_of("Other board"), on) is None
    version.agreement.type = "sharing"
    version.agreement.save()
    assert force.current(board, on) is None


def test_a_partner_signs_by_an_emailed_link_without_an_account(
    visit, table, someone, client, mailoutbox
):
    one = begun(visit, someone("charities"), ["charities", "hospital"])
    put_up(visit, someone("charities"), one)
    Partner.objects.filter(slug="hospital").update(email="h@example.org")
    at = f"{HERE}{one.slug}/1/ask/"
    visit(at, who=someone("charities"), post={"partners": []})
    assert not mailoutbox
    visit(at, who=someone("charities"), post={"partners": ["hospital", "charities"]})
    assert [mail.to for mail in mailoutbox] == [["h@example.org"]]
    link = re.search(r"https?://\S+(/agree/by-link/\S+)", mailoutbox[0].body)[1]
    page = visit(link, who=None)
    assert "Each partner has one voice." in page
    assert "Sign for General Hospital" in page
    wrong = visit(link, who=None, post={"name": ""})
    assert wrong.status == 422
    form = signing_form(visit(link, who=None))
    assert "General Hospital has signed" in visit(link, who=None, post=form, follow=True)
    signature = Signature.objects.get()
    assert (signature.partner.slug, signature.person) == ("hospital", None)
    assert visit(link, who=None).status == 410


ACTS = """
    from tilth.agree.agreements.template import AgreementTemplate
    from tilth.web.agree.actions import agreements as acts
    from tilth.web.agree.actions import signing
    from tilth.web.agree.models import Partner, Signature, Step
    from tilth.web.agree.standing import Standing
    from tilth.web.house.by import By

    def standing(slug):
        return Standing.for_by(By("a", "partner", slug))

    two = ["one", "other"]
    for slug in two:
        Partner.objects.create(slug=slug, name=slug, sector="voluntary", state="joined",
                               accountability="charitable")
    found = place.find(AgreementTemplate, "partnership")
    made = acts.begin(standing("one"), found, title="At once", parties=two)
    version, on = made.versions.get(), datetime.date(2026, 6, 1)
    acts.propose(standing("one"), version, since=on, until=on, on=on)
    version.refresh_from_db()
    mark = acts.mark(version)

    def sign(thread, _):
        slug = two[thread % 2]
        partner = Partner.objects.get(slug=slug)
        signing.sign(standing(slug), version, partner, name="A", seen=mark, on=on)

    told = all_at_once(sign, times=5, said=lambda error: error.what)
    told["signatures"] = Signature.objects.count()
    told["steps"] = Step.objects.filter(act="signed").count()
    print(json.dumps(told))
"""


def test_AT_a_hundred_signatures_at_once_are_one_of_each_partner(many_at_once):
    """A partner signs once, however often and in how many places it presses."""
    told = many_at_once(ACTS)
    assert told == {
        "one has signed already": 49,
        "other has signed already": 49,
        "done": 2,
        "signatures": 2,
        "steps": 2,
    }


def test_AC_a_sharing_agreement_ends_for_all_whatever_its_clauses_say(table):
    one = Agreement.objects.create(slug="s", title="S", type="sharing")
    version = one.versions.create(number=1, clauses={"parties": ["homes"], "goes_on": True})
    assert not acts.clauses_of(version).goes_on
    assert "ends for all" in acts.text_of(version)
    version.clauses = {"goes_onn": True}
    with pytest.raises(AgreementError, match="cannot be read"):
        acts.clauses_of(version)


def test_nobody_leaves_what_is_over(visit, signed_by_all, table, someone):
    far = datetime.date(2100, 1, 1)
    version = signed_by_all.versions.get()
    with pytest.raises(AgreementError, match="over already"):
        signing.leave(standing("hospital"), version, table["hospital"], reason="Late", on=far)
    signed_by_all.versions.update(until=datetime.date(2026, 2, 1))
    page = visit(f"{HERE}{signed_by_all.slug}/", who=someone("hospital"))
    assert "leaves this agreement" not in page
