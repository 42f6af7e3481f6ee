"""Work that takes longer than a page may."""

import contextlib

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.web.small import bare
from tilth.ground.errors import AgreementError, StoreError
from tilth.ground.place import Place
from tilth.web.house import opened
from tilth.web.house.access.routes import Route
from tilth.web.house.by import by_person
from tilth.web.house.jobs import KINDS, ask, asking, resuming, running, stop
from tilth.web.house.jobs.kinds import Done, Kind
from tilth.web.house.models import AuditEntry, Job

ROUTE = Route("D1", "assure", frozenset({"analyst", "administrator"}))


@pytest.fixture
def work(monkeypatch):
    """A function that says what the kind of work called `dig` does."""

    def does(run):
        monkeypatch.setitem(KINDS, "dig", Kind("Dig", ROUTE, run))
        monkeypatch.setattr(running, "EVERY", 0)

    does(lambda place, job, progress: Done("Dug.", "/see/"))
    return does


@pytest.fixture
def analyst(person_as, settings):
    """Someone who may ask for work."""
    return by_person(person_as("analyst"), settings.PLACE)


@pytest.fixture
def building(settings, tmp_path):
    """A place of its own: what is built in it stays in it."""
    settings.PLACE = Place.open(bare(tmp_path / "place"))
    opened.let_go()
    yield settings.PLACE
    opened.let_go()


def done(job):
    """Let the worker do what waits, and give the job as it is then."""
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    return Job.objects.get(pk=job.pk)


@pytest.mark.django_db(transaction=True)
def test_a_job_is_done_by_the_worker_and_says_what_came_of_it(work, analyst):
    job = done(ask(analyst, "dig"))
    assert (job.state, job.words, job.result) == ("done", "Dug.", "/see/")
    told = AuditEntry.objects.filter(what=f"job:{job.pk} dig").order_by("number")
    acts = [(one.act, one.result, one.who) for one in told]
    assert acts == [
        ("asked for a job", "done", analyst.ref),
        ("ran a job", "done", analyst.ref),
    ]


def test_AT_08_the_same_work_asked_for_many_times_is_one_job(work, analyst, db):
    first, *others = [ask(analyst, "dig") for _ in range(50)]
    assert {one.pk for one in others} == {first.pk}
    assert Job.objects.count() == 1
    assert DBTaskResult.objects.count() == 1


def test_asked_for_again_once_it_is_done_it_is_another(work, analyst, db):
    first = ask(analyst, "dig")
    Job.objects.update(state="done")
    assert ask(analyst, "dig").pk != first.pk
    assert ask(analyst, "dig", where="here").pk != first.pk


def test_AC_02_who_may_not_may_not_ask(work, person_as, settings, db):
    with pytest.raises(AgreementError, match="may not ask"):
        ask(by_person(person_as("chair"), settings.PLACE), "dig")
    assert not Job.objects.exists()


def run(job):
    """Do a job in this very place, without the worker."""
    with contextlib.suppress(ZeroDivisionError):
        running.run_job.func(job.pk)
    return Job.objects.get(pk=job.pk)


def test_AC_03_rights_are_asked_again_when_the_job_runs(work, analyst, db):
    job = ask(analyst, "dig")
    analyst.person.held_roles.all().delete()
    job = run(job)
    assert job.state == "not allowed"
    assert "may no longer" in job.error
    assert AuditEntry.objects.latest("number").act == "denied"


def test_AC_03_and_while_it_runs(work, analyst, db):
    def dig(place, job, progress):
        analyst.person.held_roles.all().delete()
        progress("digging", 1, 2)
        raise AssertionError("it went on")

    work(dig)
    assert run(ask(analyst, "dig")).state == "not allowed"


def test_progress_is_told_as_it_goes(work, analyst, db):
    seen = []

    def dig(place, job, progress):
        progress("digging", 3, 7)
        seen.append(Job.objects.values_list("words", "done", "total").get())
        return Done()

    work(dig)
    run(ask(analyst, "dig"))
    assert seen == [("digging", 3, 7)]


def test_progress_is_written_once_a_second_at_most(work, analyst, db, monkeypatch):
    seen = []

    def dig(place, job, progress):
        for number in range(50):
            progress("digging", number, 50)
        seen.append(Job.objects.get().done)
        return Done()

    work(dig)
    monkeypatch.setattr(running, "EVERY", 60)
    run(ask(analyst, "dig"))
    assert seen == [0]


def test_a_job_stops_when_told_and_says_so(work, analyst, db):
    def dig(place, job, progress):
        stop(analyst, Job.objects.get())
        progress("digging")
        raise AssertionError("it went on")

    work(dig)
    job = run(ask(analyst, "dig"))
    assert job.state == "stopped"
    assert "kept" in job.words
    before = AuditEntry.objects.count()
    stop(analyst, job)
    assert AuditEntry.objects.count() == before


def test_a_job_stopped_while_it_waits_is_never_begun(work, analyst, db):
    job = ask(analyst, "dig")
    stop(analyst, job)
    work(lambda *told: 1 / 0)
    assert run(job).state == "stopped"


def test_an_error_is_told_in_plain_words(work, analyst, db):
    def dig(place, job, progress):
        raise StoreError("the store is busy", remedy="Try again in a minute.")

    work(dig)
    job = run(ask(analyst, "dig"))
    assert job.state == "failed"
    assert job.error == "the store is busy. Try again in a minute."


def test_a_defect_tells_nothing_of_the_data(work, analyst, db, caplog):
    def dig(place, job, progress):
        raise ZeroDivisionError("Ann Example, 999 123 4567")

    work(dig)
    job = run(ask(analyst, "dig"))
    assert job.state == "failed"
    assert job.error == running.DEFECT
    assert "Ann" not in caplog.text
    assert "ZeroDivisionError" in caplog.text


def test_FT_a_job_cut_off_is_taken_up_again_and_given_up_after_three_times(work, analyst, db):
    job = ask(analyst, "dig")
    for turn in (1, 2, 3):
        Job.objects.update(state="running", beat=timezone.now())
        DBTaskResult.objects.filter(pk=Job.objects.get().task).update(status="RUNNING")
        assert resuming.take_up() == 1
        left = Job.objects.get(pk=job.pk)
        assert left.state == ("waiting" if turn < 3 else "failed")
    assert left.error == resuming.GAVE_UP
    assert DBTaskResult.objects.filter(status="RUNNING").count() == 0
    assert resuming.take_up() == 0


def test_there_is_one_worker(settings):
    second = resuming.only_worker(settings.PLACE)
    with resuming.only_worker(settings.PLACE), pytest.raises(StoreError, match="another worker"):
        second.__enter__()


@pytest.mark.django_db(transaction=True)
def test_the_worker_beside_the_site_takes_up_what_was_left(work, analyst):
    job = ask(analyst, "dig")
    Job.objects.update(state="running")
    DBTaskResult.objects.update(status="RUNNING")
    call_command("work", once=True)
    assert Job.objects.get(pk=job.pk).state == "done"


@pytest.mark.django_db(transaction=True)
def test_files_are_brought_in_and_built_as_a_job(building, analyst):
    job = run(ask(analyst, "build"))
    assert job.state == "done", job.error
    assert "A new version is in service." in job.words
    assert job.result == "/see/data/"
    again = run(ask(analyst, "build"))
    assert "Nothing had changed." in again.words


@pytest.mark.django_db(transaction=True)
def test_the_data_are_checked_as_a_job(building, analyst):
    run(ask(analyst, "build"))
    job = run(ask(analyst, "check"))
    assert job.state == "done"
    assert "checks made" in job.words


@pytest.mark.django_db(transaction=True)
def test_every_figure_of_a_layer_is_written_in_one_workbook(
    building, analyst, settings, monkeypatch
):
    import io

    import openpyxl

    from tilth.see.findings import known

    run(ask(analyst, "build"))
    chosen = known.chosen
    monkeypatch.setattr(known, "chosen", lambda people: first_of(chosen(people), 2))
    asked = {"layer": "lsoa21"}
    job = run(ask(analyst, "export", **asked))
    assert job.state == "done", job.error
    assert "2 findings by lsoa21." in job.words
    path = running.folder_of(building, job.pk) / job.file
    assert openpyxl.load_workbook(io.BytesIO(path.read_bytes())).sheetnames[0] == "Cover"
    assert "There are:" in run(ask(analyst, "export", layer="moon")).error
    monkeypatch.setattr(known, "chosen", lambda people: ({}, {}))
    assert "no figure yet" in run(ask(analyst, "export", **asked)).error


def first_of(found, count):
    """The first few of what was chosen, and what is missing."""
    chosen, missing = found
    return dict(list(chosen.items())[:count]), missing


def test_jobs_are_pages_that_need_no_script(visit, work, person_as, analyst):
    empty = visit("/manage/jobs/", who=analyst.person)
    assert "Nothing was asked for yet." in empty
    assert "refresh" not in empty.html
    page = visit("/manage/jobs/ask/", who=analyst.person, post={"kind": "check"})
    assert page.goes_to == f"/manage/jobs/{Job.objects.get().pk}/"
    one = visit(page.goes_to, who=analyst.person)
    assert "waiting" in one
    assert '<meta http-equiv="refresh"' in one.html
    assert "Check the data" in visit("/manage/jobs/", who="administrator")


def test_AC_05_another_ones_job_is_not_there(visit, analyst, work):
    job = ask(analyst, "dig")
    at = f"/manage/jobs/{job.pk}/"
    assert visit(at, who=analyst.person).status == 200
    assert visit(at, who="director").status == 404
    assert "Dig" not in visit("/manage/jobs/", who="director")
    assert visit(at, who="administrator").status == 200
    assert visit(at + "stop/", who="director", post={}).status == 404
    assert visit(at + "stop/", who=analyst.person, post={}).goes_to == at
    assert Job.objects.get().state == "stopped"


def test_AC_02_what_a_job_made_is_for_the_one_who_asked(visit, person_as, settings):
    director = person_as("director")
    one = Job.objects.create(kind="export", key="k", person=director, state="done", file="all.xlsx")
    folder = running.folder_of(settings.PLACE, one.pk)
    folder.mkdir(parents=True, exist_ok=True)
    at = f"/manage/jobs/{one.pk}/file/"
    (folder / "all.xlsx").unlink(missing_ok=True)
    assert visit(at, who=director).status == 404
    (folder / "all.xlsx").write_bytes(b"figures")
    page = visit(at, who=director)
    assert page.status == 200
    assert "attachment" in page.response["Content-Disposition"]
    assert visit(at, who="administrator").status == 404
    assert "for the one who asked" in visit(f"/manage/jobs/{one.pk}/", who="administrator")
    assert AuditEntry.objects.filter(act="exported", who=director.ref).exists()
    director.held_roles.all().delete()
    assert visit(at, who=director).status == 404


def test_AT_06_work_that_is_no_work_is_not_asked_for(client, person_as):
    client.force_login(person_as("director"))
    assert client.post("/manage/jobs/ask/", {"kind": "rm -rf"}).status_code == 404
    answer = client.post("/manage/jobs/ask/", {"kind": "build"}, follow=True)
    assert "you may not ask for this" in answer.content.decode()
    assert not Job.objects.exists()


def test_a_key_tells_two_askings_apart():
    assert asking.key_of("a", {"x": 1, "y": 2}) == asking.key_of("a", {"y": 2, "x": 1})
    assert asking.key_of("a", {}) != asking.key_of("b", {})
