"""The written table at work: at every address, on the next request, for people and programs."""

import dataclasses
import datetime
import re

import pytest
from django.test import Client
from django.utils import timezone

from tilth.verify.access import scopes, walking
from tilth.web.house.access import actors
from tilth.web.house.access.routes import Route
from tilth.web.house.models import AuditEntry, HeldRole, Sharing, Token

DAY = datetime.timedelta(days=1)


@pytest.fixture
def quiet(monkeypatch):
    """The walk's settings, without a word of progress."""
    with walking.walking():
        yield lambda *told: None


@pytest.mark.no_cover
def test_J14_AC_01_every_address_as_every_role_is_as_written(db, quiet):
    told = walking.pages(1, quiet)
    assert told["differences"] == []
    assert told["checked"] >= 14 * 40


@pytest.mark.no_cover
def test_AC_01_levels_purposes_and_relations_through_the_running_site(
    db, quiet, monkeypatch, settings
):
    """A share of what `tilth verify access` walks: rows and people, whoever asks, whosever."""
    both = tuple(dataclasses.replace(s, purpose=("plan", "eval")) for s in settings.PLACE.sources)
    wider = dataclasses.replace(settings.PLACE, sources=both)
    monkeypatch.setattr("tilth.web.house.opened.place", lambda: wider)
    cells = [cell for cell in walking.PROBES if cell[0] in ("D2", "D3")][::3]
    monkeypatch.setattr(walking, "PROBES", cells)
    told = walking.probes(1, quiet)
    assert told["differences"] == []
    assert told["checked"] == 14 * len(cells)
    monkeypatch.setattr("tilth.web.house.access.middleware.decide", lambda *told, **more: True)
    monkeypatch.setattr("tilth.web.house.access.middleware.audit.record_use", lambda *told: None)
    assert walking.probes(1, quiet)["differences"]


def test_AC_01_the_walk_finds_an_address_that_lets_too_many_in(db, quiet, monkeypatch):
    some = [one for one in walking.sampled() if one[0].startswith("/manage/people/")]
    monkeypatch.setattr(walking, "sampled", lambda: some)
    monkeypatch.setattr(Route, "open_to", lambda self, role: True)
    wrong = walking.pages(1, quiet)["differences"]
    assert "director /manage/people/: reached, not not found" in wrong


def test_AC_03_rights_that_end_bite_on_the_next_request(db, quiet):
    told = scopes.scopes()
    assert told["differences"] == []
    assert told["checked"] >= 30


def test_AC_05_a_stranger_is_sent_to_sign_in_alike_for_known_and_unknown_addresses(db, client):
    known, unknown = client.get("/manage/people/"), client.get("/manage/secrets/")
    assert known.status_code == unknown.status_code == 302
    assert known["Location"].replace("people", "secrets") == unknown["Location"]
    assert client.get("/manage/people")["Location"] == "/sign-in/?next=%2Fmanage%2Fpeople"
    assert client.post("/manage/people/")["Location"] == "/sign-in/"


def without_token(page):
    """A page without what differs from one reading to the next."""
    return re.sub(r'value="[A-Za-z0-9]{64}"', "", page.html)


def test_AC_05_someone_signed_in_cannot_tell_a_shut_page_from_none(visit):
    shut, none = visit("/manage/people/", who="director"), visit("/nowhere/", who="director")
    assert shut.status == none.status == 404
    assert without_token(shut).replace("/manage/people/", "/nowhere/") == without_token(none)


def test_AC_05_counts_obey_the_same_rule_as_the_page(visit, person_as):
    HeldRole.objects.create(
        person=person_as("resident"), role="analyst", since=timezone.localdate(), waiting=True
    )
    assert "1 role waits" in visit("/manage/", who="ig_lead")
    assert "wait" not in visit("/manage/", who="director").split("Looking after")[1]


def test_AU_01_a_denial_is_written_down_with_who_role_purpose_what_and_why(visit, person_as):
    director = person_as("director", partner="trust")
    visit("/manage/audit/", who=director)
    entry = AuditEntry.objects.filter(act="denied").latest("number")
    assert (entry.who, entry.role, entry.organisation) == (director.ref, "director", "trust")
    assert (entry.level, entry.purpose, entry.what) == ("D1", "assure", "manage-audit")
    assert entry.result == "not for this role"


def test_AU_01_an_export_is_written_down_before_it_is_given(visit):
    visit("/manage/audit.csv", who="ig_lead")
    entry = AuditEntry.objects.latest("number")
    assert (entry.act, entry.what) == ("exported", "manage-audit-csv")


@pytest.mark.parametrize(
    ("at", "kind"),
    [
        ("/see/compare.csv", "csv"),
        ("/see/compare.xlsx", "xlsx"),
        ("/api/v1/areas?format=csv", "csv"),
        ("/see/compare.svg", ""),
        ("/see/", ""),
    ],
)
def test_AU_01_every_file_taken_away_is_written_down_wherever_it_is(visit, at, kind):
    before = AuditEntry.objects.filter(act="exported").count()
    visit(at)
    told = AuditEntry.objects.filter(act="exported").order_by("-number")
    assert told.count() == before + bool(kind)
    assert not kind or told[0].what.endswith(f" {kind}")


def test_AU_02_where_the_record_cannot_be_written_nothing_is_shown(visit, monkeypatch, person_as):
    lead = person_as("ig_lead")
    visit("/manage/", who=lead)

    def full(*args, **told):
        raise OSError("the disk is full")

    monkeypatch.setattr("tilth.web.house.audit.writing.link", full)
    client = Client(raise_request_exception=False)
    with pytest.raises(OSError, match="full"):
        client.force_login(lead)


def test_AU_02_an_export_without_its_entry_is_not_given(client, person_as, monkeypatch):
    client.force_login(person_as("ig_lead"))
    client.raise_request_exception = False
    assert client.get("/manage/audit.csv").status_code == 200
    monkeypatch.setattr("tilth.web.house.audit.writing.link", lambda *told: 1 / 0)
    assert client.get("/manage/audit.csv").status_code == 500


def test_AC_03_a_leaver_is_signed_out_and_sent_to_sign_in(client, person_as):
    chair = person_as("chair")
    client.force_login(chair)
    assert client.get("/manage/").status_code == 200
    chair.is_active = False
    chair.save()
    assert client.get("/manage/")["Location"].startswith("/sign-in/")
    assert "_auth_user_id" not in client.session


def test_AC_03_a_last_day_that_passed_ends_the_session_for_good(client, person_as):
    chair = person_as("chair")
    client.force_login(chair)
    chair.until = timezone.localdate() - DAY
    chair.save()
    assert client.get("/manage/")["Location"].startswith("/sign-in/")
    assert "_auth_user_id" not in client.session


def token(person, **told):
    """A token's secret."""
    secret, kept = actors.new_secret()
    today = timezone.localdate()
    usual = {"levels": ["D1"], "purposes": ["plan"], "made": today, "until": today}
    Token.objects.create(person=person, name="mine", hash=kept, **(usual | told))
    return secret


def program(secret, at):
    """What a program with a token is answered."""
    return Client(headers={"Authorization": f"Bearer {secret}"}).get(at)


def test_AC_03_a_token_reads_what_it_was_made_for_until_its_last_day(db, person_as):
    analyst, at = person_as("analyst"), "/api/v1/place"
    assert program(token(analyst), at).status_code == 200
    yesterday = timezone.localdate() - DAY
    assert program(token(analyst, until=yesterday), at).status_code == 401
    assert program(token(analyst, ended=True), at).status_code == 401
    assert program("tilth_guess", at).status_code == 401
    assert program(token(analyst, levels=["D0"]), at).status_code == 404
    assert program(token(analyst, purposes=["eval"]), at).status_code == 404


def test_AC_03_a_token_never_outlives_its_owners_right(db, person_as):
    analyst = person_as("analyst")
    secret = token(analyst)
    analyst.held_roles.all().delete()
    assert program(secret, "/api/v1/place").status_code == 404
    analyst.is_active = False
    analyst.save()
    assert program(secret, "/api/v1/place").status_code == 401


def test_AC_03_a_token_narrows_a_narrowed_role_further(db, person_as, settings):
    analyst = person_as("analyst")
    analyst.held_roles.update(purposes=["eval"])
    actor = actors.actor_of_token(token(analyst), settings.PLACE, timezone.localdate())
    assert actor.roles[0].purposes == frozenset()


def test_a_token_opens_no_page(db, person_as):
    answer = program(token(person_as("ig_lead")), "/manage/people/")
    assert answer.status_code == 302


def test_only_a_hash_of_a_token_is_kept(db, person_as):
    secret = token(person_as("analyst"))
    kept = Token.objects.get().hash
    assert secret not in kept
    assert kept == actors.hash_of_secret(secret)


def test_AC_03_an_agreement_is_no_wider_than_the_terms_of_its_sources(settings, db):
    far = datetime.date(9999, 1, 1)
    source = settings.PLACE.sources[0]
    told = {"slug": "a", "since": datetime.date(2000, 1, 1), "until": far}
    one = Sharing(sources=[source.name], purposes=["plan", "contact"], **told)
    left = actors.agreement_of(one, settings.PLACE)
    assert left.purposes == frozenset({"plan"})
    assert left.until == source.until
    gone = Sharing(sources=[source.name, "gone"], purposes=["plan"], **told)
    assert actors.agreement_of(gone, settings.PLACE).purposes == frozenset()
    none = Sharing(sources=[], purposes=["plan"], **told)
    assert actors.agreement_of(none, settings.PLACE).purposes == frozenset()


def test_AC_04_a_reason_has_at_least_ten_letters(rf):
    assert actors.given(rf.get("/?reason=because+asked")) == {"reason"}
    assert actors.given(rf.post("/", {"reason": "asked by the family"})) == {"reason"}
    assert actors.given(rf.get("/?reason=short")) == frozenset()


def test_AC_07_sessions_end_after_thirty_minutes_idle_and_twelve_hours(settings):
    assert settings.SESSION_IDLE_SECONDS == 30 * 60
    assert settings.SESSION_MOST_SECONDS == 12 * 60 * 60
    assert "tilth.web.house.sessions.Limits" in settings.MIDDLEWARE
