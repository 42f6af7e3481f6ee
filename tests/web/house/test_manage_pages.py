"""Sources, agreements, tokens, roles, the record and backup, as those who keep a place see them."""

import csv
import dataclasses
import datetime
import io

import pytest
from django.utils import timezone

from tilth.ground.errors import AgreementError
from tilth.web.house import audit
from tilth.web.house.access.actors import agreement_of
from tilth.web.house.by import by_person
from tilth.web.house.manage import agreeing
from tilth.web.house.manage.sources import day_of, source_told, state_of
from tilth.web.house.models import AuditEntry, HeldRole, Sharing, Token

DAY = datetime.timedelta(days=1)
FAR = datetime.date(2099, 1, 1)


@pytest.fixture
def source(settings):
    """The first source of the place."""
    return settings.PLACE.sources[0]


@pytest.fixture
def sharing(db, source):
    """An agreement that lives."""
    return Sharing.objects.create(
        slug="falls",
        title="Falls",
        sources=[source.name],
        purposes=["plan"],
        since=datetime.date(2000, 1, 1),
        until=source.until,
        basis="Partnership board, decision 7",
    )


@pytest.fixture
def lead(person_as, settings):
    """Someone who looks after sharing, as the one who acts."""
    return by_person(person_as("ig_lead"), settings.PLACE)


def told_of(source, **more):
    """What the form for an agreement sends."""
    usual = {"title": "Falls", "slug": "falls", "basis": "Decision 7", "sources": [source.name]}
    usual |= {"purposes": ["plan"], "since": "2026-01-01", "until": source.until.isoformat()}
    return usual | more


# ---- sources


def test_sources_tell_their_terms_and_what_is_due(visit, source):
    page = visit("/manage/sources/", who="ig_lead")
    assert source.basis in page
    assert "planning" in page
    assert "Bring in files and build" in page


def test_a_source_that_ends_is_told_before(source):
    assert state_of(source, source.until + DAY) == "ended"
    assert state_of(source, source.until) == "ends soon"
    assert state_of(source, source.until - 100 * DAY) == "agreed"


def test_what_is_due_follows_the_newest_file(source):
    came = {"data_to": "2026-04-30", "title": "T", "partner": "P", "files": [{"file": "a.csv"}]}
    told = source_told(source, came, datetime.date(2026, 7, 1), {})
    assert told["due"] == datetime.date(2026, 5, 31)
    assert told["late"]
    assert source_told(source, None, datetime.date(2026, 7, 1), {})["due"] is None
    assert day_of("") is None
    assert day_of(FAR) == FAR


def test_P_095_no_page_writes_the_settings_of_a_place(client, person_as, settings, source):
    """P-095: an administrator cannot overwrite a place's configuration."""
    path = settings.PLACE.folder / "place.toml"
    before = path.read_bytes()
    client.force_login(person_as("administrator"))
    for at in ("/manage/sources/", "/manage/sharing/", "/manage/backup/", "/manage/roles/"):
        assert client.post(at, {"until": "2099-01-01"}).status_code == 405
    assert client.post("/manage/sharing/new/", told_of(source)).status_code == 404
    assert path.read_bytes() == before


# ---- agreements


def test_an_agreement_is_entered_narrowed_and_ended(client, person_as, source):
    client.force_login(person_as("ig_lead"))
    page = client.post("/manage/sharing/new/", told_of(source), follow=True).content.decode()
    assert "The agreement is entered." in page
    one = Sharing.objects.get()
    at = f"/manage/sharing/{one.slug}/"
    told = {"purposes": ["plan"], "until": (source.until - DAY).isoformat()}
    assert (
        "Narrower from now on." in client.post(f"{at}narrow/", told, follow=True).content.decode()
    )
    one.refresh_from_db()
    assert one.until == source.until - DAY
    assert "has ended." in client.post(f"{at}end/", follow=True).content.decode()
    assert "has ended already" in client.post(f"{at}end/", follow=True).content.decode()
    assert "lapsed" in client.get("/manage/sharing/").content.decode()
    acts = AuditEntry.objects.order_by("number").values_list("act", flat=True)
    assert [a for a in acts if "agreement" in a] == [
        "made an agreement",
        "narrowed an agreement",
        "ended an agreement",
    ]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"purposes": ["contact"]}, "may not be used for contact"),
        ({"until": "2099-01-01"}, "not longer"),
        ({"until": "2025-01-01"}, "must not come before the first"),
        ({"sources": ["gone"]}, "Select a valid choice"),
        ({"sources": []}, "Which sources may be used?"),
    ],
)
def test_AC_03_an_agreement_never_goes_past_its_sources(client, person_as, source, more, said):
    client.force_login(person_as("ig_lead"))
    page = client.post("/manage/sharing/new/", told_of(source, **more), follow=True)
    assert said in page.content.decode()
    assert not Sharing.objects.exists()


def test_an_agreement_is_never_made_wider_and_its_short_name_is_its_own(lead, sharing, settings):
    with pytest.raises(AgreementError, match="narrower here, not wider"):
        agreeing.narrow_sharing(lead, sharing, purposes=["plan", "eval"], until=sharing.until)
    with pytest.raises(AgreementError, match="narrower here, not wider"):
        agreeing.narrow_sharing(lead, sharing, purposes=["plan"], until=sharing.until + DAY)
    with pytest.raises(AgreementError, match="is here already"):
        agreeing.make_sharing(
            lead,
            settings.PLACE,
            slug="falls",
            title="F",
            sources=sharing.sources,
            purposes=["plan"],
            since=sharing.since,
            until=sharing.until,
            basis="b",
        )


def test_what_is_narrowed_or_not_begun_is_shown(visit, sharing, person_as, settings):
    today = timezone.localdate()
    person = person_as("analyst")
    HeldRole.objects.create(person=person, role="analyst", since=today, sharing=sharing)
    page = visit("/manage/sharing/", who="ig_lead")
    assert "State live" in page
    assert "People working under it 1" in page
    Sharing.objects.update(purposes=["plan", "contact"])
    page = visit("/manage/sharing/", who="ig_lead")
    assert "State narrowed" in page
    assert "(no longer: getting in touch)" in page
    Sharing.objects.update(since=today + DAY)
    assert "State not begun" in visit("/manage/sharing/", who="ig_lead")
    assert "Enter an agreement" not in visit("/manage/sharing/", who="administrator")


def test_AC_03_a_source_narrowed_in_place_toml_narrows_the_agreement_at_once(sharing, settings):
    place = settings.PLACE
    narrower = dataclasses.replace(place.sources[0], purpose=("care",))
    changed = dataclasses.replace(place, sources=(narrower, *place.sources[1:]))
    assert agreement_of(sharing, place).purposes == {"plan"}
    assert agreement_of(sharing, changed).purposes == frozenset()


# ---- tokens


def test_a_token_is_shown_once_and_ended(client, person_as):
    client.force_login(person_as("analyst"))
    assert "You have no token." in client.get("/manage/tokens/").content.decode()
    until = timezone.localdate() + 10 * DAY
    told = {"name": "My notebook", "until": until.isoformat(), "levels": ["D3"], "person": "1"}
    page = client.post("/manage/tokens/new/", told).content.decode()
    assert "tilth_" in page
    token = Token.objects.get()
    assert (token.levels, token.purposes, token.until) == (["D0", "D1"], ["plan"], until)
    assert "tilth_" not in client.get("/manage/tokens/").content.decode()
    page = client.post(f"/manage/tokens/{token.pk}/end/", follow=True).content.decode()
    assert "The token has ended." in page
    page = client.post(f"/manage/tokens/{token.pk}/end/", follow=True).content.decode()
    assert "has ended already" in page
    client.force_login(person_as("director"))
    assert client.post(f"/manage/tokens/{token.pk}/end/").status_code == 404


def test_a_token_lives_a_year_at_most(client, person_as):
    client.force_login(person_as("analyst"))
    for until, said in ((FAR, "365 days at most"), ("", "This field is required")):
        answer = client.post("/manage/tokens/new/", {"name": "x", "until": str(until)})
        assert answer.status_code == 422
        assert said in answer.content.decode()
    assert not Token.objects.exists()


def test_AC_02_a_token_reads_nothing_about_people(lead):
    with pytest.raises(AgreementError, match="nothing closer to people"):
        agreeing.make_token(
            lead, name="x", levels=["D2"], purposes=["plan"], until=timezone.localdate()
        )


# ---- roles, backup, the front


def test_B_250_the_roles_page_tells_the_written_table_in_words(visit):
    """B-250: what each may see is agreed, written down and told to everyone."""
    page = visit("/manage/roles/", who="resident")
    assert "no place and no administrator can change it" in page
    words = "caring for people, of people on their own list, one person at a time, with a reason"
    assert words in page


def test_each_sees_links_they_can_follow(visit):
    page = visit("/manage/", who="director")
    assert "/manage/people/" not in page.links
    for at in [one for one in page.links if one.startswith("/manage/")]:
        assert visit(at, who="director").status == 200


def test_whoever_may_is_shown_the_way_to_the_manage_pages(visit):
    assert "/manage/" in visit("/", who="director").links
    assert "/manage/" in visit("/help/words/", who="ig_lead").links
    assert "/manage/" not in visit("/", who="resident").links
    assert "/manage/" not in visit("/", who=None).links


def test_P_063_one_command_and_what_there_is_to_keep_are_told(visit):
    """P-063: a place can be depended on, and taken elsewhere."""
    page = visit("/manage/backup/", who="administrator")
    for what in ("The place", "The records", "The key", "The anchors"):
        assert what in page
    assert "tilth backup FILE" in page
    assert "tilth restore FILE" in page


# ---- the record


def test_the_record_is_read_filtered_and_paged(visit, db):
    for number in range(60):
        audit.record(audit.NOBODY, "looked", f"see:rows {number}", level="D2", purpose="plan")
    page = visit("/manage/audit/", who="ig_lead")
    assert "Older" in page
    assert "see:rows 59" in page
    assert "see:rows 1 " not in page
    older = visit("/manage/audit/?page=2", who="ig_lead")
    assert "Newer" in older
    assert "No entry matches." in visit("/manage/audit/?act=exported", who="ig_lead")
    today = timezone.now().date().isoformat()
    assert "see:rows 59" in visit(f"/manage/audit/?since={today}&until={today}", who="ig_lead")
    assert "Enter a valid date." in visit("/manage/audit/?until=soon", who="ig_lead")


def test_B_033_looking_at_one_person_takes_a_reason_and_is_itself_written_down(visit, person_as):
    """B-033: the record is for safety, not for watching or ranking workers."""
    director = person_as("director")
    at = f"/manage/audit/?who={director.ref}"
    refused = visit(at, who="ig_lead")
    assert "No entry matches." in refused
    assert "Say why you look" in refused
    page = visit(at + "&reason=asked+by+the+director", who="ig_lead")
    assert page.status == 200
    entry = AuditEntry.objects.filter(act="looked").latest("number")
    assert entry.what == f"record of person:{director.ref} with a reason"
    assert "not to watch or rank" in page


def test_AU_04_the_record_is_checked_on_its_page(visit, monkeypatch, settings):
    page = visit("/manage/audit/verify/", who="ig_lead", post={})
    assert "The record is whole" in page
    assert AuditEntry.objects.latest("number").result == "whole"
    broken = {"entries": 9, "broken": {"entry": 4, "why": "its content was changed"}}
    monkeypatch.setattr("tilth.web.house.audit.verify", lambda place: broken)
    page = visit("/manage/audit/verify/", who="ig_lead", post={})
    assert "broken at entry 4: its content was changed" in page
    assert AuditEntry.objects.latest("number").result == "broken"


def test_AT_05_the_record_is_taken_away_as_csv_without_formulas(visit, monkeypatch, db):
    monkeypatch.setattr("tilth.web.house.audit.writing._plain", lambda name, words: None)
    audit.record("=1+1", "looked", "@sum", level="D2", purpose="plan")
    page = visit("/manage/audit.csv", who="ig_lead")
    rows = list(csv.DictReader(io.StringIO(str(page))))
    one = next(row for row in rows if row["what"].endswith("@sum"))
    assert (one["who"], one["what"]) == ("'=1+1", "'@sum")
    assert [int(row["number"]) for row in rows] == sorted(int(row["number"]) for row in rows)
    assert len(visit("/manage/audit.csv?until=soon", who="ig_lead").splitlines()) == 1


def test_AC_02_those_who_keep_the_machine_do_not_read_the_record(visit):
    assert visit("/manage/audit/", who="administrator").status == 404
