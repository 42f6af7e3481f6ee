"""The pack of a meeting: front sheets, evidence as it was kept, one copy for all, and a PDF."""

import datetime
import io
import shutil

import pytest
from django.core.management import call_command

from tests.web.agree.making import board_of, by_of, decision_of, round_table
from tilth.ground.errors import StoreError
from tilth.web.agree.actions import agendas, closing, meetings
from tilth.web.agree.meetings import printing
from tilth.web.agree.models import Commitment, Document, Issue, Link, Voice
from tilth.web.agree.standing import Standing
from tilth.web.house.jobs.running import folder_of
from tilth.web.house.models import AuditEntry, Job

pytestmark = pytest.mark.django_db
ON = datetime.date(2026, 3, 10)
AT = "/agree/meetings/2026-03-10-place-board/pack/"
FINDING = {
    "title": "Inactive adults",
    "sentence": "1 in 7 people in Old Pits are inactive.",
    "subtitle": "Per 100 adults",
    "headings": {"name": "Area", "value": "Value"},
    "rows": [{"name": "Old Pits", "value": "14.3"}],
    "caveats": ["Some did not answer."],
    "data_to": "2026-01-31",
}
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" role="img" width="9" height="9">'
    "<title>Bars</title></svg>"
)


@pytest.fixture
def partners():
    """Five partners round the table."""
    return round_table()


@pytest.fixture
def keeper(person_as):
    """How somebody of the secretariat stands."""
    return Standing.for_by(by_of(person_as("secretariat"), "secretariat"))


@pytest.fixture
def meeting(partners, keeper):
    """A meeting with a decision on its agenda, evidence kept with it, and a paper."""
    board = board_of()
    made = meetings.plan(keeper, board, ON, starts=datetime.time(10), ends=datetime.time(11))
    decision = decision_of(
        board, partners["charities"], stage="draft", layer="neighbourhood", population="All adults",
        money=12_500, money_says="From the pooled fund", equality="Small groups gain most",
        why="Halls stand empty",
        options=[{"name": "Both", "kind": "both", "says": "Hall and park"}],
    )  # fmt: skip
    closing.freeze(keeper, decision, ON, finding=FINDING, picture=PICTURE, release="r1")
    agendas.add(keeper, made, title="The hall", type="decide", about=decision.key, minutes=20,
                partner=partners["charities"])  # fmt: skip
    paper = Document.objects.create(slug="hall", type="paper", title="What the hall costs")
    Link.objects.create(one=paper.key, other=decision.key, how="paper for")
    Voice.objects.create(decision=decision, partner=partners["hospital"], position="object",
                         harm="Secret harm", at="2026-03-01T10:00Z")  # fmt: skip
    return made


def test_a_front_sheet_says_what_is_asked_for_whom_money_and_fairness(visit, meeting):
    """P-047, B-101: every partner sees the same papers, from paper to board to decision."""
    page = visit(AT, who="director")
    for words in (
        "What is asked of the meeting To decide on D-001, Open the hall on Sundays",
        "For whom All adults",
        "Money £12,500. From the pooled fund",
        "Fairness: who gains, who may lose Small groups gain most",
        "Not written down: What led here.",
        "Where it is decided at the layer of the neighbourhood",
        "1 in 7 people in Old Pits are inactive.",
        "As it stood on 10 March 2026, data to 31 January 2026.",
        "Both (both). Hall and park",
        "What the hall costs (paper for)",
        "How it got here",
        "Contents 1. The hall : 10:00, to decide, 20 minutes",
        "No promise is stuck.",
    ):
        assert words in page, words
    assert "Secret harm" not in page.html
    assert "<svg" in page.html


def test_AC_what_is_in_confidence_and_papers_of_owners_are_in_nobodys_pack(
    visit, meeting, partners, keeper, person_as
):
    issue = Issue.objects.create(ref="I-48213", title="A cut", surfaced="Very private words",
                                 raised_by=partners["charities"], opened=ON)  # fmt: skip
    issue.owners.add(partners["charities"])
    mine = person_as("partner", partner="charities")
    agendas.add(Standing.for_by(by_of(mine)), meeting, title="Our cut", about=issue.key)
    hidden = Document.objects.create(slug="h", type="paper", title="Hidden", visible="owners")
    Link.objects.create(one=hidden.key, other="decision:D-001", how="paper for")
    for who in (mine, "secretariat", "director"):
        page = visit(AT, who=who)
        assert "Held in confidence" in page
        for secret in ("Our cut", "Very private", "Hidden", "A cut"):
            assert secret not in page.html
    assert visit(AT, who=None).goes_to.startswith("/sign-in/")
    assert visit(AT, who="resident").status == 404


def test_stuck_promises_and_those_that_are_due_lie_behind(visit, meeting, partners):
    told = {"made_by": partners["council"], "made": ON, "made_to": partners["homes"]}
    Commitment.objects.create(ref="C-001", words="Give a key", state="stuck", reason="No lock",
                              **told)  # fmt: skip
    Commitment.objects.create(ref="C-002", words="Paint it", due=ON, **told)
    page = visit(AT, who="director")
    assert "Council to Together Homes: Give a key (C-001). Why: No lock" in page
    assert "Council to Together Homes: Paint it, due 10 March 2026 (C-002)." in page


def test_the_next_pack_is_one_press_away(visit, meeting, keeper, settings):
    from tilth.web.agree.agreements.force import day_of

    today = day_of(settings.PLACE)
    coming = meetings.plan(keeper, meeting.body, today + datetime.timedelta(days=7))
    assert visit("/agree/meetings/next/pack/", who="director").goes_to == (
        f"/agree/meetings/{coming.on.isoformat()}-place-board/pack/"
    )


def test_where_no_browser_is_found_the_page_says_so_and_offers_print(visit, meeting, monkeypatch):
    monkeypatch.setenv("TILTH_CHROMIUM", "")
    page = visit(AT, who="director")
    assert "There is no browser on the machine that serves this site" in page
    assert "Use the print command of your own browser" in page
    assert visit(f"{AT}make/", who="director", post={}).goes_to == f"{AT}#pdf"
    assert not Job.objects.exists()
    with pytest.raises(StoreError, match="no browser"):
        printing.to_pdf("<p>x</p>", "x.pdf")


def test_a_browser_that_fails_is_told_in_words(tmp_path, monkeypatch):
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\nexit 1\n")
    for mode in (0o755, 0o644):
        broken.chmod(mode)
        monkeypatch.setenv("TILTH_CHROMIUM", str(broken))
        with pytest.raises(StoreError, match="could not print"):
            printing.to_pdf("<p>x</p>", tmp_path / "x.pdf")
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\nsleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setenv("TILTH_CHROMIUM", str(slow))
    monkeypatch.setattr(printing, "SECONDS", 0.3)
    with pytest.raises(StoreError, match="could not print"):
        printing.to_pdf("<p>x</p>", tmp_path / "x.pdf")


@pytest.mark.skipif(not shutil.which("chromium"), reason="Chromium is not here")
@pytest.mark.django_db(transaction=True)  # the worker has a connection of its own
def test_A11Y_the_pdf_is_tagged_titled_outlined_and_in_english(visit, meeting, settings):
    import pypdf

    assert visit(f"{AT}make/", who="director", post={}).status == 302
    assert "The PDF is being made" in visit(AT, who="director")
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    job = Job.objects.get()
    assert (job.state, job.error) == ("done", "")
    assert "Take the PDF away" in visit(AT, who="secretariat")
    answer = visit(f"{AT}pack.pdf", who="secretariat")
    assert "attachment" in answer.response.headers["Content-Disposition"]
    assert AuditEntry.objects.filter(act="exported").exists()
    made = (folder_of(settings.PLACE, job.pk) / job.file).read_bytes()
    read = pypdf.PdfReader(io.BytesIO(made))
    catalogue = read.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "en-GB"
    assert read.metadata.title.startswith("Pack for Place board, 10 March 2026")
    outline = [one["/Title"] for one in _flat(read.outline)]
    assert "1. The hall" in outline
    assert "Promises that are stuck" in outline
    text = "\n".join(one.extract_text() for one in read.pages)
    assert "1 in 7 people in Old Pits are inactive." in text
    assert "Page 1 of" in text


def _flat(outline):
    for one in outline:
        yield from _flat(one) if isinstance(one, list) else [one]


@pytest.mark.skipif(not shutil.which("chromium"), reason="Chromium is not here")
def test_AT_the_printing_browser_asks_nobody_for_anything(tmp_path):
    import http.server
    import threading

    asked = []

    class Heard(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *told):
            """Nothing is said."""

    server = http.server.HTTPServer(("127.0.0.1", 0), Heard)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    at = f"http://127.0.0.1:{server.server_port}"
    page = f'<html lang="en"><title>T</title><body><h1>T</h1><img src="{at}/a.png" alt="">'
    page += f'<script>fetch("{at}/b")</script><iframe src="{at}/c"></iframe></body></html>'
    printing.to_pdf(page, tmp_path / "x.pdf")
    server.shutdown()
    server.server_close()
    assert asked == []
    assert (tmp_path / "x.pdf").read_bytes().startswith(b"%PDF")


def test_items_about_a_promise_a_paper_or_a_hard_thing_bring_its_words(
    visit, meeting, partners, keeper
):
    promise = Commitment.objects.create(ref="C-001", words="Give a key", state="stuck",
                                        reason="No lock", made_by=partners["council"],
                                        made=ON)  # fmt: skip
    paper = Document.objects.create(slug="p", type="paper", title="Paper", told="What it says")
    hard = Issue.objects.create(ref="I-1", title="Buses", surfaced="No buses", visible="public",
                                raised_by=partners["homes"], opened=ON)  # fmt: skip
    for record in (promise, paper, hard):
        agendas.add(keeper, meeting, title=f"About {record.kind}", about=record.key)
    page = visit(AT, who="director")
    for words in ("Give a key Stuck: No lock", "What it says", "No buses"):
        assert f"Its words {words}" in page
    assert "Not written down: What is asked of the meeting; Why it matters" in page
