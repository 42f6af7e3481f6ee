"""Bringing in an old log of decisions: looked at row by row, all or nothing, taken back whole."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.agree.meetings.log.making import bombed, csv_of, docx_of, with_part, xlsx_of
from tests.web.agree.making import board_of, by_of, round_table
from tilth.agree.meetings.log.judging import Understood
from tilth.ground.errors import AgreementError
from tilth.web.agree import history
from tilth.web.agree.actions import logs
from tilth.web.agree.actions import meetings as meeting_acts
from tilth.web.agree.models import Decision, Step
from tilth.web.agree.standing import Standing
from tilth.web.house import uploads
from tilth.web.house.jobs.running import folder_of
from tilth.web.house.models import AuditEntry, Job

pytestmark = pytest.mark.django_db
HERE = "/agree/decisions/import/"
DAY = datetime.date(2019, 5, 14)


@pytest.fixture
def board():
    """A board, and five partners round the table."""
    round_table()
    return board_of()


@pytest.fixture
def keeper(person_as):
    """How somebody of the secretariat stands."""
    return Standing.for_by(by_of(person_as("secretariat"), "secretariat"))


@pytest.fixture
def send(visit, board):
    """A function that sends a file: send(data, "log.csv")."""

    def do(data, name="log.csv", who="secretariat"):
        file = SimpleUploadedFile(name, data)
        return visit(HERE, who=who, post={"file": file, "body": "place-board"})

    return do


def fields_of(page):
    """What the form of bringing in would send."""
    import re

    form = page.html[page.html.index("bring-in/") :]
    form = form[: form.index("</form>")]
    found = re.findall(r'name="([^"]+)" value="([^"]*)"', form)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


@pytest.mark.parametrize(
    ("data", "name"), [(csv_of(), "log.csv"), (xlsx_of(), "log.xlsx"), (docx_of(), "Old log.docx")]
)
def test_a_log_is_looked_at_brought_in_and_taken_back_as_a_whole(
    visit, send, data, name, settings, keeper, board
):
    meeting = meeting_acts.plan(keeper, board, DAY)
    at = send(data, name).goes_to
    job = Job.objects.get(kind="log")
    assert at == f"{HERE}{job.pk}/"
    assert name not in str(job.asked)
    path = folder_of(settings.PLACE, job.pk) / job.file
    assert path.read_bytes() == data
    page = visit(at, who="secretariat")
    assert "2 decisions of Place board would be brought in. Nothing is kept yet." in page
    assert "2 14 May 2019 Open the hall The hall opens on Sundays. carried Council" in page
    assert "Harbour Friends, not a partner here" in page
    assert Decision.objects.count() == 0
    told = fields_of(page)
    refused = visit(f"{at}bring-in/", who="secretariat", post=told)
    assert "Choose who it counts for" in refused
    told["proposer"] = "homes"
    assert visit(f"{at}bring-in/", who="secretariat", post=told).goes_to == at
    one, two = Decision.objects.order_by("ref")
    assert (one.title, one.closed, one.outcome) == ("Open the hall", DAY, "carried")
    assert (one.proposer.slug, one.meeting, one.public) == ("council", meeting, False)
    assert (two.outcome, two.proposer.slug) == ("not carried", "homes")
    assert "put forward by Harbour Friends, as the log says" in two.outcome_says
    assert [s.through for s in history.of(one)] == ["import"]
    assert not path.exists()
    assert visit(f"{at}bring-in/", who="secretariat", post=told).status == 404
    done = visit(at, who="secretariat")
    assert "2 decisions were brought in." in done
    assert visit(f"{at}take-back/", who="secretariat", post={}).status == 302
    assert {d.stage for d in Decision.objects.all()} == {"withdrawn"}
    assert "Nothing of it is here now" in visit(at, who="secretariat")
    visit(f"{at}take-back/", who="secretariat", post={})
    assert Step.objects.filter(act=logs.TAKEN_BACK).count() == 2


def test_names_and_columns_can_be_told_and_twins_are_left_out(visit, send):
    rows = [("1/1/2020", "Hall", "Harbour"), ("2/1/2020", "Yard", "Council")]
    at = send(csv_of(rows, ("When it was", "Thing", "From"))).goes_to
    page = visit(at, who="secretariat")
    assert "We could not tell which column says when it was decided" in page
    assert "Bring in 2" not in page
    said = "?is_date=When+it+was&is_title=Thing&is_who=From&who_0=club"
    page = visit(at + said, who="secretariat")
    assert "Hall not written down not known Club Community Trust" in page
    assert visit(f"{at}bring-in/", who="secretariat", post=fields_of(page)).goes_to == at
    assert Decision.objects.get(title="Hall").proposer.slug == "club"
    again = send(csv_of([("1/1/2020", "The hall", "d", "", "")])).goes_to
    page = visit(again, who="secretariat")
    assert "Row 2: The hall is D-001" in page
    assert "0 decisions" in page


def test_what_is_not_understood_is_named_and_stops_the_whole(visit, send):
    rows = [("soon", "Hall", "", "", ""), ("1/1/2020", "Yard", "=cmd()", "Maybe", "Harbour")]
    at = send(csv_of(rows)).goes_to
    page = visit(at, who="secretariat")
    assert "Row 2, Date: this is not a day. Write it such as 14/05/2026" in page
    assert "Row 3, Outcome: this is neither carried nor not carried" in page
    assert "Row 3, Decision: it begins like a formula" in page
    answer = visit(f"{at}bring-in/", who="secretariat", post={"proposer": "homes", "mark": "x"})
    assert answer.status == 400
    assert Decision.objects.count() == 0
    visit(f"{at}discard/", who="secretariat", post={})
    assert Job.objects.get().file == ""


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"", "log.csv", "empty"),
        (b"%PDF-1.7", "log.pdf", "it is a PDF"),
        (xlsx_of(), "log.csv", "its content is a spreadsheet"),
        (bombed(docx_of()), "log.docx", "unpacks to far more"),
        (with_part(xlsx_of(), "xl/vbaProject.bin", b"x"), "log.xlsx", "macros"),
        (b"x" * (2 * 2**20 + 1), "log.csv", "larger than 2 MB"),
        (b"<svg onload=alert(1)>", "log.csv", "markup"),
    ],
)
def test_AT_uploads_that_are_refused_leave_nothing_behind(send, data, name, why, settings):
    page = send(data, name)
    assert page.status == 400
    assert why in page
    assert not Job.objects.exists()


def test_AT_uploads_that_never_end_are_dropped_while_they_come(send, monkeypatch):
    monkeypatch.setattr(uploads, "MOST", 10_000)
    page = send(b"Date,Title\n" + b"x" * 80_000)
    assert page.status == 400
    assert not Job.objects.exists()


def test_AT_uploads_names_of_files_never_reach_the_disk(send, settings):
    send(csv_of(), "../../etc/passwd.csv")
    job = Job.objects.get()
    assert "/" not in job.file
    assert job.file.endswith(".csv")
    assert "passwd" not in job.file


def test_AC_only_the_secretariat_and_the_chair_bring_logs_and_each_their_own(
    visit, send, person_as
):
    assert send(csv_of(), who="director").status == 404
    assert visit(HERE, who=None).goes_to.startswith("/sign-in/")
    at = send(csv_of()).goes_to
    assert visit(at, who="chair").status == 404
    assert visit(f"{at}bring-in/", who="chair", post={}).status == 404
    with pytest.raises(AgreementError, match="Only the chair or the secretariat"):
        logs.bring_in(Standing.for_by(by_of(person_as("director"))), None, [1], log=1)


def test_AU_each_decision_brought_in_is_in_the_record(keeper, board):
    row = Understood(2, DAY, "Hall", partner="homes")
    before = AuditEntry.objects.count()
    logs.bring_in(keeper, board, [row], log=1)
    assert AuditEntry.objects.count() == before + 1


def test_all_or_nothing_and_never_twice(keeper, board):
    rows = [Understood(2, DAY, "Hall", partner="homes"), Understood(3, DAY, "Yard")]
    with pytest.raises(AgreementError, match="Row 3 does not say who"):
        logs.bring_in(keeper, board, rows, log=1)
    assert not Decision.objects.exists()
    logs.bring_in(keeper, board, rows[:1], log=1)
    with pytest.raises(AgreementError, match="brought in already"):
        logs.bring_in(keeper, board, rows[:1], log=1)
    with pytest.raises(AgreementError, match="Rows 2 are here already"):
        logs.bring_in(keeper, board, rows[:1], log=2)
    with pytest.raises(AgreementError, match="nothing to bring in"):
        logs.bring_in(keeper, board, [], log=2)
    one = Decision.objects.get()
    history.changed(keeper.by, one, "changed", title="Other")
    with pytest.raises(AgreementError, match="1 of them were changed since"):
        logs.take_back(keeper, 1)


def test_a_file_nobody_brought_in_is_removed_after_two_days(send, settings):
    send(csv_of())
    old = Job.objects.get()
    path = folder_of(settings.PLACE, old.pk) / old.file
    Job.objects.update(made=datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC))
    send(csv_of())
    assert not path.exists()
    old.refresh_from_db()
    assert old.file == ""


def test_AT_formulas_are_kept_as_words_and_made_safe_in_files(visit, keeper, board):
    row = Understood(2, DAY, "=HYPERLINK(1)", decided="+1", partner="homes")
    logs.bring_in(keeper, board, [row], log=1)
    file = visit("/agree/decisions.csv", who="secretariat")
    assert "'=HYPERLINK(1)" in file
    assert "\n=HYPERLINK" not in file
