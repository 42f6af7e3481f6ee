"""A lapse bites at once: roles, pages, files, programs, commands and what was kept (AC)."""

import datetime
import json
import shutil
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.utils import timezone

from tilth.cli.closed import open_now
from tilth.cli.see_indicator import indicator
from tilth.ground.errors import ClosedError, DefinitionError, StoreError
from tilth.ground.place import Place
from tilth.see.findings.known import chosen
from tilth.web.agree.agreements import force
from tilth.web.agree.models import Agreement, Signature, Version
from tilth.web.house import closed, opened
from tilth.web.house.access import Route
from tilth.web.house.access.actors import (
    actor_of_person,
    actor_of_token,
    agreement_of,
    new_secret,
)
from tilth.web.house.access.deciding import decide
from tilth.web.house.models import Job, Sharing, Token

pytestmark = pytest.mark.django_db
AS_OF = datetime.date(2026, 3, 31)
ON = timezone.localdate()
DAY = datetime.timedelta(days=1)
SOURCE, NAME = "leisure_members", "leisure_members"
AT = f"/see/indicators/{NAME}/neighbourhood/"
WORDS = "closed: the agreement Leisure data lapsed on 31 March 2026"
SAID = WORDS.replace("closed", "Closed")
OTHER = "/see/indicators/inactive_adults/neighbourhood/"


def agreed(
    table, *, until, sources=(SOURCE,), sharing="", title="Leisure data", slug="leisure-data"
):
    """A sharing agreement signed by two partners, with its last day."""
    one = Agreement.objects.create(
        slug=slug, title=title, type="sharing", sources=list(sources), sharing=sharing
    )
    version_of(one, table, until=until)
    return one


def version_of(agreement, table, *, number=1, until, since=AS_OF - 300 * DAY):
    two = [table["charities"], table["council"]]
    version = Version.objects.create(
        agreement=agreement, number=number, since=since, until=until,
        clauses={"parties": [one.slug for one in two], "goes_on": False},
    )  # fmt: skip
    for one in two:
        Signature.objects.create(version=version, partner=one, name="A", on=since)
    return version


def lapse(agreement):
    """Its last day was the day before the day the place stands still on."""
    agreement.versions.update(until=AS_OF - DAY)


def test_AC_lapse_of_an_agreement_closes_a_source_within_the_next_request(visit, table, demo_place):
    """And renewing it opens the source again within the next one."""
    one = agreed(table, until=AS_OF)
    before = visit(AT, place=demo_place)
    assert "Closed:" not in before
    assert "Some figures are closed" not in before
    assert "%" in before
    lapse(one)
    page = visit(AT, place=demo_place)
    assert SAID in page
    assert "renew it at /agree/agreement/leisure-data/" in page
    assert WORDS in visit("/manage/sources/", who="ig_lead", place=demo_place)
    assert "%" not in page.replace("95%", "")
    other = visit(OTHER, place=demo_place)
    assert "Closed:" not in other
    assert "Some figures are closed" in other
    version_of(one, table, number=2, until=AS_OF + 100 * DAY)
    again = visit(AT, place=demo_place)
    assert "Closed:" not in again
    assert "%" in again


def test_AC_files_of_a_closed_source_say_so_and_hold_no_number(visit, table, demo_place):
    lapse(agreed(table, until=AS_OF))
    for ending in ("csv", "json", "xlsx", "svg", "geojson"):
        page = visit(f"{AT[:-1]}.{ending}", place=demo_place)
        assert page.status == 451, ending
        assert "Closed: the agreement Leisure data lapsed" in page
    assert visit(f"{OTHER[:-1]}.csv", place=demo_place).status == 200


def test_AC_programs_are_told_that_a_figure_is_closed(visit, table, demo_place):
    lapse(agreed(table, until=AS_OF))
    page = visit(f"/api/v1/indicators/{NAME}/values", place=demo_place)
    told = json.loads(page.response.content)
    assert page.status == 451
    assert told["detail"].startswith(WORDS)
    assert "rows" not in told


def seen(demo_place):
    """The people of the demo as a page sees them now."""
    here = closed.closing(demo_place)
    return closed.seen_from(opened.population_of(demo_place, opened.release_of(demo_place)), here)


def test_AC_profiles_and_rugs_leave_out_what_is_closed_and_say_why(visit, table, demo_place):
    lapse(agreed(table, until=AS_OF))
    able, missing = chosen(seen(demo_place), theme="strengths")
    assert NAME not in able
    assert missing[NAME].startswith(WORDS)
    page = visit("/see/compare/?theme=strengths", place=demo_place)
    assert page.status == 200
    assert f"/see/indicators/{NAME}/" not in page.html


def test_AC_what_was_kept_of_a_page_is_not_shown_after_a_lapse(visit, table, demo_place, settings):
    """Pages keep what they worked out in memory and on disk; a lapse leaves both unread."""
    one = agreed(table, until=AS_OF)
    first = visit(AT, place=demo_place)
    kept = list((demo_place.store_folder / "kept").rglob("*.json"))
    assert kept
    lapse(one)
    for _ in range(2):
        assert SAID in visit(AT, place=demo_place)
    one.versions.update(until=AS_OF)
    assert visit(AT, place=demo_place) == first


def test_AC_an_area_still_shows_who_lives_there_unless_the_register_closes(
    visit, table, demo_place
):
    lapse(
        agreed(table, until=AS_OF, sources=["gp_patients"], title="The register", slug="register")
    )
    assert "agreement The register lapsed" in visit(OTHER, place=demo_place)
    for at in ("/see/areas/", "/see/data/"):
        page = visit(at, place=demo_place)
        assert page.status == 200
        assert "is closed: the agreement The register lapsed" in page, at


def test_AC_a_source_stays_open_while_another_agreement_lets_it_in(table, demo_place):
    lapse(agreed(table, until=AS_OF))
    assert set(closed.sources(demo_place)) == {SOURCE}
    agreed(table, until=AS_OF, title="More leisure", slug="more")
    assert closed.sources(demo_place) == {}


def test_AC_what_was_never_signed_closes_nothing(table, demo_place):
    """Whoever drafts an agreement cannot shut a source by it."""
    one = Agreement.objects.create(slug="d", title="Draft", type="sharing", sources=[SOURCE])
    version = Version.objects.create(agreement=one, number=1, clauses={"parties": ["charities"]})
    assert closed.sources(demo_place) == {}
    version.since = AS_OF - DAY
    version.save()
    assert closed.sources(demo_place) == {}


def test_AC_one_that_cannot_be_read_lets_nothing_in(table, demo_place):
    one = agreed(table, until=AS_OF)
    version = version_of(one, table, number=2, until=AS_OF)
    one.versions.filter(number=1).update(until=AS_OF - DAY)
    version.clauses = {"partees": ["charities"]}
    version.save()
    assert force.holding(one, AS_OF) is None
    assert set(closed.sources(demo_place)) == {SOURCE}


@pytest.fixture
def analyst(person_as, table):
    """An analyst who works under a project that rests on an agreement."""
    person = person_as("analyst")
    sharing = Sharing.objects.create(
        slug="falls", title="Falls", sources=[SOURCE], purposes=["plan"], basis="an agreement",
        since=AS_OF - 300 * DAY, until=AS_OF + 3000 * DAY,
    )  # fmt: skip
    person.held_roles.update(sharing=sharing)
    return person


def test_AC_roles_under_a_project_stop_with_the_agreement_it_rests_on(analyst, table, demo_place):
    one = agreed(table, until=AS_OF, sources=(), sharing="falls")
    sharing = Sharing.objects.get()
    assert agreement_of(sharing, demo_place).purposes == {"plan"}
    lapse(one)
    assert agreement_of(sharing, demo_place).purposes == frozenset()
    version_of(one, table, number=2, until=AS_OF)
    assert agreement_of(sharing, demo_place).purposes == {"plan"}


def test_AC_sessions_and_tokens_under_a_lapsed_agreement_see_no_rows_on_the_next_request(
    analyst, table, demo_place
):
    """Both are asked anew every time: who somebody is, and what is left of their agreement."""
    one = agreed(table, until=AS_OF)
    row = Route("D2", "plan", frozenset({"analyst"}))
    secret, kept = new_secret()
    told = {"purposes": ["plan"], "levels": ["D2"], "made": AS_OF, "until": ON + 90 * DAY}
    Token.objects.create(person=analyst, name="R", hash=kept, **told)
    asked = {"purpose": "plan", "relation": "none", "on": ON}
    for open_ in (True, False):
        assert bool(decide(actor_of_person(analyst, demo_place), row, **asked)) is open_
        assert bool(decide(actor_of_token(secret, demo_place, ON), row, **asked)) is open_
        lapse(one)


def test_AC_a_download_made_before_a_lapse_is_not_given_out_after_it(
    visit, person_as, table, demo_place
):
    one = agreed(table, until=AS_OF)
    person = person_as("analyst")
    job = Job.objects.create(
        kind="export", key="a", person=person, state="done", file="all.xlsx", asked={"closed": []}
    )
    folder = demo_place.store_folder / "jobs" / str(job.pk)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "all.xlsx").write_bytes(b"figures")
    at = f"/manage/jobs/{job.pk}/file/"
    assert visit(at, who=person, place=demo_place).status == 200
    lapse(one)
    page = visit(at, who=person, place=demo_place)
    assert page.status == 451
    assert SAID in page
    job.asked = {"closed": [SOURCE]}
    job.save()
    assert visit(at, who=person, place=demo_place).status == 200


def test_AC_a_job_under_way_stops_when_an_agreement_lapses(person_as, table, demo_place):
    from tilth.web.house.jobs import running

    one = agreed(table, until=AS_OF)
    job = Job.objects.create(kind="export", key="a", person=person_as("analyst"), state="running")
    running._allowed(job, closed.closing(demo_place))
    lapse(one)
    with pytest.raises(running.NotAllowed):
        running._allowed(job, demo_place)
    running._allowed(job, closed.closing(demo_place))


def test_AC_a_build_leaves_a_closed_source_unread(table, demo_place):
    from tilth.see.build.inputs import _feeds
    from tilth.store.ledger import Ledger

    lapse(agreed(table, until=AS_OF))
    with Ledger.open(demo_place) as ledger:
        feeds, not_read = _feeds(closed.closing(demo_place), ledger, AS_OF)
    assert SOURCE not in {one.name for one in feeds}
    assert not_read[SOURCE].startswith(WORDS)


def test_AC_closed_words_are_told_by_the_place_and_by_no_file(tmp_path):
    (tmp_path / "place.toml").write_text('closed = {a = "b"}\n[place]\nname = "A"\ncode = "A"\n')
    with pytest.raises(DefinitionError, match="unknown key closed"):
        Place.open(tmp_path)


def test_AC_the_command_that_says_what_is_closed(table, demo_place, settings, capsys):
    settings.PLACE = demo_place
    lapse(agreed(table, until=AS_OF))
    call_command("closed")
    assert json.loads(capsys.readouterr().out)[SOURCE].startswith(WORDS)


def test_AC_a_command_counts_nothing_where_what_was_agreed_cannot_be_read(
    demo_place, monkeypatch, tmp_path
):
    monkeypatch.delenv("TILTH_DATABASE_URL", raising=False)
    # A place of its own: the records of the shared one may be open elsewhere.
    without = shutil.ignore_patterns("records.sqlite*", "incoming", "kept")
    place = Place.open(shutil.copytree(demo_place.folder, tmp_path / "place", ignore=without))
    records = place.store_folder / "records.sqlite"
    records.touch()

    def told(code, out=""):
        answer = SimpleNamespace(returncode=code, stdout=out)
        monkeypatch.setattr("tilth.cli.closed.subprocess.run", lambda *_, **__: answer)

    told(1)
    with pytest.raises(StoreError, match="what partners agreed could not be read"):
        open_now(place.folder)
    told(0, json.dumps({SOURCE: WORDS}))
    with pytest.raises(ClosedError, match=WORDS):
        indicator(asked(place), lambda *_: None)
    records.unlink()
    assert open_now(place.folder).closed == {}


def asked(place):
    """What `tilth see indicator leisure_members` asks."""
    told = dict.fromkeys(("area", "by", "over", "since", "until", "save"))
    return SimpleNamespace(
        place=place.folder, name=NAME, layer="neighbourhood", fairness=False, **told
    )
