"""What partners hold in confidence shows nowhere: every page, file and count, for every role.

Each role reads every page it can reach from the first pages, once before a confidential issue is
there and once after: nothing may differ, and none of its words may stand anywhere.
"""

import datetime
import io
import re
import zipfile
from urllib.parse import urlsplit

import pytest

from tests.web.agree.making import board_of, by_of, decision_of, partner_of, round_table, signed
from tests.web.reader import words
from tilth.web.agree import emailed, history
from tilth.web.agree.actions import issues as acts
from tilth.web.agree.actions import issues_together as together
from tilth.web.agree.issues.visible import (
    held_by,
    links_visible_to,
    steps_visible_to,
    visible_to,
)
from tilth.web.agree.models import Commitment, Item, Link, Meeting, Step
from tilth.web.agree.standing import Standing
from tilth.web.house.access.table import ROLES
from tilth.web.house.by import By
from tilth.web.house.models import AuditEntry

DAY = datetime.date(2026, 3, 2)
CANARY = "kanarienvogel"
STARTS = (
    "/", "/agree/", "/agree/issues/", f"/search/?q={CANARY}", "/search/?q=issue",
    "/agree/decisions/D-001/", "/agree/commitments/C-001/",
    "/agree/meetings/2026-03-02-place-board/", "/agree/bodies/place-board/",
    "/agree/map/ecosystem/", "/agree/balance/place-board/",
    "/agree/levels/returns/", "/manage/audit/", "/manage/audit.csv",
    f"/agree/issues/?type=tension&stage={CANARY}",
    "/agree/decisions/", "/agree/commitments/", "/agree/meetings/", "/agree/agreement/",
    "/agree/documents/", "/agree/partners/", "/agree/bodies/", "/agree/people/", "/agree/map/",
    "/agree/balance/", "/agree/levels/", "/agree/levels/money/", "/agree/public/",
    "/agree/issues/notice/", "/agree/issues/notice/?partner=council&told=2026-03-02&body=",
)  # fmt: skip
MOST = {None: 60, "chair": 60, "partner": 40}  # pages a role reads: others read fewer
FEWER = 15
HERE = ("/agree/", "/search/", "/manage/audit")
NEVER = re.compile(r"/agree/(undo|by-link)/|/new/|ics$|/manage/audit/\?")


@pytest.fixture
def table(db):
    """Six partners, a board with a decision, a promise and a meeting."""
    partners = round_table()
    partners["practices"] = partner_of("practices", "General practices", "practice")
    board = board_of()
    signed(board, partners)
    decision_of(board, partners["charities"], ref="D-001")
    Commitment.objects.create(
        ref="C-001", words="Open the hall", made_by=partners["homes"], made=DAY, public=True
    )
    meeting = Meeting.objects.create(body=board, on=DAY, state="published", public=True)
    Item.objects.create(meeting=meeting, number=1, title="Beds", partner=partners["homes"])
    return partners


@pytest.fixture
def from_(person_as):
    """from_("homes", "director"): how somebody of that partner stands."""

    def stand(slug, role="partner"):
        return Standing.for_by(by_of(somebody(person_as, slug, role)))

    return stand


def somebody(person_as, slug, role="partner"):
    """A person of a partner whose name tells nothing."""
    told = {"email": f"{role}.{slug}@example.org", "partner": slug, "name": f"A {role}"}
    return person_as(role, **told)


def confide(from_, table, type="tension"):
    """A confidential issue whose every word is a canary, held by charities and the council."""
    issue = acts.raise_issue(
        from_("charities"), type=type, title=f"Title {CANARY}", surfaced=f"Said {CANARY}",
        opened=DAY, between=("place", "nation"), ref="I-77777",
    )  # fmt: skip
    together.put(from_("charities"), issue, "hold", "council", words=f"Why {CANARY}")
    together.join(from_("council"), issue, True, f"Yes {CANARY}")
    for asker, asked in (("charities", "council"), ("council", "charities")):
        acts.ask(from_(asker), issue, table[asked], f"Ask {CANARY}?")
        acts.tell(from_(asked), issue, f"Side {CANARY}")
        acts.feel_heard(from_(asked), issue, f"Heard {CANARY}")
    acts.reply(from_("charities"), issue, table["council"], f"Reply {CANARY}")
    for what in ("reframe", "way", "review"):
        put = together.put(from_("charities"), issue, what, f"{what} {CANARY}", review=DAY)
        together.agree(from_("council"), issue, put.pk)
    together.link(from_("charities"), issue, "decision:D-001")
    together.link(from_("charities"), issue, "commitment:C-001")
    acts.begin_again(from_("council"), issue, f"Again {CANARY}")
    put = together.put(from_("charities"), issue, "rest", f"rest {CANARY}")
    together.not_yet(from_("council"), issue, put.pk, f"Not yet {CANARY}")
    issue.refresh_from_db()
    assert (issue.stage, issue.visible) == ("surfaced", "owners")
    return issue


def inside(response):
    """All of an answer as text, also of a spreadsheet."""
    body = b"".join(response) if response.streaming else response.content
    if body[:2] == b"PK":
        book = zipfile.ZipFile(io.BytesIO(body))
        return " ".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    return body.decode("utf-8", "replace")


def crawl(client, most):
    """The pages this reader can reach, as many as told: address -> its text."""
    seen, todo = {}, list(STARTS)
    while todo and len(seen) < most:
        at = todo.pop(0)
        if at in seen or NEVER.search(at):
            continue
        response = client.get(at)
        text = inside(response)
        seen[at] = text
        if response.status_code == 200 and "html" in response.headers.get("Content-Type", ""):
            found = re.findall(r'href="(/[^"#]*)', text)
            todo += [
                one.replace("&amp;", "&") for one in found if urlsplit(one).path.startswith(HERE)
            ]
    return seen


def plain(text):
    """A page as it is read, without what differs each time."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text)
    return words(re.sub(r"\d{4}-\d\d-\d\dT[0-9:.]+Z", "", text))  # when a spreadsheet was made


@pytest.mark.no_cover
@pytest.mark.parametrize("role", [None, *ROLES])
def test_AC_a_confidential_issue_changes_no_page_for_whoever_does_not_hold_it(
    table, from_, person_as, client, role
):
    """P-056, AC: list, page, history, search, counts, exports, home, others' partials."""
    for slug in ("charities", "council"):
        from_(slug)
    if role is not None:
        client.force_login(somebody(person_as, "homes", role))
    most = MOST.get(role, FEWER)
    before = crawl(client, most)
    confide(from_, table)
    after = crawl(client, most)
    assert len(before) > (5 if role in (None, "resident") else 14)
    assert before.keys() == after.keys()
    for at, text in after.items():
        assert text.count(CANARY) == before[at].count(CANARY), at
        if not at.startswith("/manage/audit"):
            assert "I-77777" not in text, at
            assert plain(text) == plain(before[at]), at
    assert client.get("/agree/issues/I-77777/").status_code == 404


def test_AC_its_holders_and_whom_they_asked_see_it(table, from_, person_as, visit):
    issue = confide(from_, table)
    for slug in ("charities", "council"):
        page = visit("/agree/issues/I-77777/", who=somebody(person_as, slug))
        assert f"Side {CANARY}" in page
        assert f"Not yet {CANARY}" in page
    put = together.put(from_("charities"), issue, "hold", "club")
    assert visit("/agree/issues/I-77777/", who=somebody(person_as, "club")).status == 404
    together.agree(from_("council"), issue, put.pk)
    page = visit("/agree/issues/I-77777/", who=somebody(person_as, "club"))
    assert f"Said {CANARY}" in page
    assert f"Side {CANARY}" not in page
    assert "Will you hold this with us?" in page
    together.join(from_("club"), issue, False)
    assert visit("/agree/issues/I-77777/", who=somebody(person_as, "club")).status == 404


def test_AC_who_left_or_may_not_speak_sees_it_no_more(table, from_, person_as, visit):
    confide(from_, table)
    for role in ("administrator", "checker"):
        who = somebody(person_as, "council", role)
        assert visit("/agree/issues/I-77777/", who=who).status == 404
    council = somebody(person_as, "council")
    assert visit("/agree/issues/I-77777/", who=council).status == 200
    table["council"].state = "left"
    table["council"].save()
    assert visit("/agree/issues/I-77777/", who=council).status == 404
    assert CANARY not in visit("/agree/issues/", who=council)


@pytest.mark.parametrize(
    ("level", "readers"),
    [("partnership", {"homes": 200, None: 404, "resident": 404}),
     ("public", {"homes": 200, None: 200, "resident": 200})],
)  # fmt: skip
def test_AC_opening_it_opens_what_it_is_about_and_never_what_each_side_said(
    table, from_, person_as, visit, level, readers
):
    issue = confide(from_, table)
    put = together.put(from_("charities"), issue, "open", level)
    assert visit("/agree/issues/I-77777/", who=somebody(person_as, "homes")).status == 404
    together.agree(from_("council"), issue, put.pk)
    for who, status in readers.items():
        person = somebody(person_as, "homes") if who == "homes" else who
        page = visit("/agree/issues/I-77777/", who=person)
        assert page.status == status
        if status == 200:
            assert f"reframe {CANARY}" in page
            for word in ("Side", "Ask", "Heard", "Reply", "Not yet", "Why", "Yes"):
                assert f"{word} {CANARY}" not in page
            assert "What happened" not in page


def test_AC_its_queries_agree_with_its_pages(table, from_):
    """Steps and Links of every record, as lists over many records meet them."""
    issue = confide(from_, table)
    stranger, homes, council = None, from_("homes"), from_("council")
    emailed_ = Standing.for_by(By.emailed("council"))
    for standing in (stranger, homes, from_("homes", "chair"), emailed_):
        assert not visible_to(standing).exists()
        assert not held_by(standing).exists()
        assert not steps_visible_to(standing).filter(about=issue.key).exists()
        assert not links_visible_to(standing).filter(one=issue.key).exists()
    assert steps_visible_to(council).filter(about=issue.key).count() > 15
    assert links_visible_to(council).count() == Link.objects.count() == 2
    Step.objects.create(about="voice:3", act="spoke", at="2026-03-02T10:00Z")
    Step.objects.create(about="tie:3", act="told", at="2026-03-02T10:00Z")
    for standing in (stranger, homes, council):
        assert not steps_visible_to(standing).filter(about__in=["voice:3", "tie:3"]).exists()


def test_AU_every_act_is_in_the_record_and_none_of_its_words(table, from_):
    """AU: who did it and to which issue, never what was said."""
    issue = confide(from_, table)
    told = list(AuditEntry.objects.filter(what__startswith=issue.key))
    assert len(told) == history.of(issue).count()
    assert all(CANARY not in f"{one.what}{one.result}" for one in told)
    assert {one.organisation for one in told} == {"charities", "council"}


def test_AC_an_emailed_link_about_a_decision_shows_nothing_of_the_issue_it_came_from(
    table, from_, client, person_as
):
    confide(from_, table)
    homes = table["homes"]
    homes.email = "homes@example.org"
    homes.save()
    from tilth.web.agree.models import Decision

    decision = Decision.objects.get(ref="D-001")
    _, token = emailed.make(from_("charities").by, decision, homes, "voice")
    page = client.get(f"/agree/by-link/{token}/")
    assert page.status_code == 200
    assert CANARY not in page.content.decode()
    assert "I-77777" not in page.content.decode()


def test_AC_nobody_who_does_not_hold_it_can_act_on_it(table, from_, person_as, visit):
    issue = confide(from_, table)
    steps = history.of(issue).count()
    sent = {
        "ask": {"to": "council", "question": "", "words": "x"},
        "tell": {"words": "x"},
        "heard": {"words": "x"},
        "open": {"value": "public"},
        "hold": {"value": "homes", "words": ""},
        "agree": {"number": "1"},
        "yes": {"words": ""},
        "rest": {"value": "x"},
        "link": {"ref": "D-001"},
    }
    for role in ("partner", "chair", "secretariat", "director", "administrator", "resident"):
        person = somebody(person_as, "homes", role)
        for what, words_ in sent.items():
            page = visit(f"/agree/issues/I-77777/{what}/", who=person, post=words_)
            assert page.status == 404
    assert history.of(issue).count() == steps


@pytest.mark.parametrize(
    "at",
    [
        "/agree/commitments/answers/?about=issue:{}",
        "/agree/issues/{}/",
        "/agree/issues/{}/open/",
        "/search/?q={}",
        "/agree/issues/?type={}",
    ],
)
def test_AC_guessing_a_number_tells_nothing(table, from_, person_as, visit, at):
    """A number that is there and one that is not give the same answer to whoever holds neither."""
    confide(from_, table)
    who = somebody(person_as, "homes", "secretariat")
    there, nowhere = (visit(at.format(ref), who=who) for ref in ("I-77777", "I-11111"))
    assert there.status == nowhere.status
    assert there.replace("I-77777", "") == nowhere.replace("I-11111", "")
