"""Is every voice equal in fact: pages of the balance, told to the chair, never about people."""

import datetime
import json

import pytest
from django.core import mail

from tests.web.agree.making import board_of, by_of, decision_of, partner_of, signed
from tilth.ground.errors import AgreementError
from tilth.web.agree.actions.balance import tell_chair
from tilth.web.agree.balance import report as reports
from tilth.web.agree.balance.gathering import gathered, held
from tilth.web.agree.balance.records import Records
from tilth.web.agree.balance.report import Report, cycles_of, stretches_of
from tilth.web.agree.balance.telling import balance_panel
from tilth.web.agree.models import Body, Contribution, Item, Meeting, Role, Step, Turn, Voice
from tilth.web.agree.standing import Standing
from tilth.web.house.models import AuditEntry

DAY = datetime.date(2026, 1, 12)
AT = "/agree/balance/place-board/"


@pytest.fixture
def board(table):
    """A board whose hospital spoke far more than the rest, in six meetings of one quarter."""
    board = board_of()
    signed(board, table, since=datetime.date(2025, 1, 1), quorum_partners=3)
    for week in range(6):
        on = DAY + datetime.timedelta(weeks=week)
        meeting = Meeting.objects.create(body=board, on=on, state="agreed")
        for slug, count in (("hospital", 6), ("council", 1), ("homes", 1)):
            Turn.objects.create(meeting=meeting, partner=table[slug], type="spoke", count=count)
        Turn.objects.create(meeting=meeting, partner=table["club"], type="present")
        Item.objects.create(meeting=meeting, number=1, title="Beds", partner=table["hospital"])
    for number in range(3):
        told = {"ref": f"D-1{number}", "stage": "closed", "closed": DAY, "outcome": "carried"}
        one = decision_of(board, table["hospital"], **told)
        Voice.objects.create(
            decision=one, partner=table["homes"], position="support", at="2026-01-12T10:00Z"
        )
    return board


def chaired(person_as, board, email="alex@example.org"):
    """Somebody independent who chairs the board."""
    person = person_as("chair", email=email, name="Alexandria Unmistakable")
    Role.objects.create(person=person, body=board, title="chair", chair=True, independent=True,
                        since=datetime.date(2025, 1, 1))  # fmt: skip
    return person


def test_P_042_the_page_says_who_stands_out_against_chance_and_who_was_not_heard(board, visit):
    """P-042, P-045: proposals, speaking, money and carried decisions of every partner."""
    page = visit(f"{AT}?cycle=2026-Q1", who="chair")
    assert page.status == 200
    said = "General Hospital took 36 of 48 turns to speak; by chance alone one partner would take"
    assert said in page
    assert "Not heard this time: Circle of Small Charities, Club Community Trust." in page
    assert "For the chair. More than chance would explain" in page
    for heading in ("Who puts things forward", "Who sets the agenda", "Who speaks",
                    "Whose proposals are carried", "Where the money goes"):  # fmt: skip
        assert heading in page.html
    assert "For the chair" not in visit(f"{AT}?cycle=2026-Q1", who="director")


def test_B_257_who_sets_the_agenda_is_told_against_chance(board, visit):
    """B-257: power view, who sets the agenda and who chairs."""
    page = visit(f"{AT}?cycle=2026-Q1")
    assert "General Hospital asked for 6 of 6 agenda items; by chance alone one partner" in page
    assert "Chair: none is entered." in page
    assert "The rule that was signed gives every partner the same weight." in page


def test_B_037_how_many_voices_there_are_in_effect_is_told_with_its_bands(board, visit):
    """B-037: diversity of voices: as many equal voices as would be this even."""
    page = visit(f"{AT}?cycle=2026-Q1")
    assert "As many voices as (of 5) 2.1 4.4 to 5.0 2.1 to 2.1" in page


def test_B_256_participation_is_measured_meeting_by_meeting(board, visit, table):
    """B-256: who was there and not heard, and how equal each meeting was."""
    page = visit(f"{AT}?cycle=2026-Q1")
    assert "12 January 2026 4 3 Club Community Trust 0.19 (0.25 to 0.81)" in page
    Meeting.objects.create(body=board, on=datetime.date(2026, 3, 2), state="held")
    assert "2 March 2026 Nobody noted who was there and who spoke." in visit(f"{AT}?cycle=2026-Q1")


def test_P_038_who_leads_is_told_by_sector(board, table, visit, person_as):
    """P-038: chairs, sponsors and proposers by sector."""
    chaired(person_as, board)
    Role.objects.create(partner=table["homes"], body=board, title="falls", leads=True,
                        since=datetime.date(2025, 1, 1))  # fmt: skip
    page = visit("/agree/balance/")
    assert "Independent 1 0 0 0" in page
    assert "Chair: independent." in page
    assert "0 1 0 0" in page
    Role.objects.create(partner=table["council"], body=board, title="chair", chair=True,
                        since=datetime.date(2025, 1, 1))  # fmt: skip
    assert "Chair: Council, independent." in visit("/agree/balance/")


def test_P_046_large_public_bodies_are_told_together(board, visit):
    """P-046: statutory organisations can dominate: they are flagged."""
    page = visit(f"{AT}?cycle=2026-Q1")
    assert "The 2 large public bodies together took 42 of 48 turns to speak" in page
    assert "General Hospital Hospital yes 36 75 per cent" in page


def test_organisations_only_never_people(
    board, table, visit, person_as, django_capture_on_commit_callbacks
):
    """No name of a person stands on any page, picture, file or letter of the balance."""
    person = chaired(person_as, board)
    other = person_as("partner", email="b@example.org", name="Bartholomew Loud", partner="hospital")
    Role.objects.create(person=other, partner=table["hospital"], body=board, title="chief",
                        leads=True, since=datetime.date(2025, 1, 1))  # fmt: skip
    for at in ("/agree/balance/", f"{AT}?cycle=2026-Q1", f"{AT}?cycle=all", f"{AT}?cycle=2026",
               "/agree/balance/place-board.csv", "/agree/balance/place-board.json"):  # fmt: skip
        page = visit(at, who="director")
        assert page.status == 200
        for name in ("Alexandria", "Unmistakable", "Bartholomew", "Loud"):
            assert name not in page.html
    with django_capture_on_commit_callbacks(execute=True):
        tell_chair(by_of(person), _of(board))
    assert "Bartholomew" not in mail.outbox[0].body


def _of(board, key="2026-Q1", on=datetime.date(2026, 4, 14)):
    cycle = next(one for one in cycles_of(board, on) if one.key == key)
    return Report(board, cycle, on, str)


def test_P_045_the_chair_gets_one_letter_after_each_cycle(
    board, person_as, django_capture_on_commit_callbacks
):
    """P-045: balance report after every meeting cycle; chair alerted on imbalance."""
    by = by_of(person_as("secretariat", partner="council"))
    with pytest.raises(AgreementError, match="Nobody with an email address chairs"):
        tell_chair(by, _of(board))
    chaired(person_as, board)
    with django_capture_on_commit_callbacks(execute=True):
        tell_chair(by, _of(board), site="https://tilth.example")
    letter = mail.outbox[0]
    assert letter.to == ["alex@example.org"]
    assert "General Hospital took 36 of 48 turns to speak" in letter.body
    assert "Not heard this time:" in letter.body
    assert "https://tilth.example/agree/balance/place-board/?cycle=2026-Q1" in letter.body
    with pytest.raises(AgreementError, match="told of this cycle already"):
        tell_chair(by, _of(board))
    assert len(mail.outbox) == 1
    assert Step.objects.filter(about=board.key, act="told the chair of the balance").count() == 1
    assert AuditEntry.objects.filter(what__contains="told the chair").count() == 1


def test_a_cycle_that_is_not_over_is_not_told(board, person_as):
    chaired(person_as, board)
    with pytest.raises(AgreementError, match="The cycle runs until"):
        tell_chair(by_of(person_as("secretariat")), _of(board, on=datetime.date(2026, 3, 2)))


def test_a_calm_cycle_says_that_nothing_was_more_than_chance(table, person_as):
    board = board_of("Calm board")
    chaired(person_as, board)
    meeting = Meeting.objects.create(body=board, on=DAY, state="agreed")
    for one in table.values():
        Turn.objects.create(meeting=meeting, partner=one, type="spoke", count=2)
    step = tell_chair(by_of(person_as("secretariat")), _of(board))
    assert step.after["told"] == []


def test_P_045_the_chairs_panel_names_what_was_more_than_chance(board, person_as):
    """P-045: on the chair's first page of AGREE, and on nobody else's."""
    on = datetime.date(2026, 4, 14)
    told = balance_panel(Standing.for_by(by_of(person_as("chair"))), on)
    assert any("General Hospital took 36 of 48" in one["words"] for one in told)
    assert {one["address"] for one in told} == {f"{AT}?cycle=2026-Q1"}
    assert balance_panel(Standing.for_by(by_of(person_as("director"))), on) == []
    assert balance_panel(None, on) == []
    assert balance_panel(Standing.for_by(by_of(person_as("chair"))), DAY) == []


def test_the_page_sends_the_letter_for_keepers_alone(board, person_as, visit, monkeypatch):
    chaired(person_as, board)
    page = visit(f"{AT}tell/", who="director", post={"cycle": "2026-Q1"})
    assert page.status == 404
    page = visit(f"{AT}tell/", who="secretariat", post={"cycle": "2026-Q1"})
    assert page.goes_to == f"{AT}?cycle=2026-Q1"
    assert "The chair was told of this cycle." in visit(page.goes_to, who="secretariat")
    assert visit(f"{AT}tell/", who="secretariat", post={"cycle": "2026"}).status == 404


def test_money_is_balanced_in_pounds(board, table, visit):
    """P-042: money."""
    fund = Body.objects.create(slug="fund", name="Fund", type="fund", layer="place",
                               answers_to=board)  # fmt: skip
    told = {"currency": "cash", "type": "grant", "since": DAY, "to_body": fund, "out": True}
    for slug, amount in (("homes", 1000), ("homes", 1000), ("club", 1000), ("hospital", 90_000),
                         ("charities", 1000), ("council", 1000)):  # fmt: skip
        Contribution.objects.create(
            partner=table["council"], to_partner=table[slug], amount=amount, **told
        )
    Contribution.objects.create(
        partner=table["council"], amount=5000, **(told | {"out": False, "type": "pooled"})
    )
    page = visit(f"{AT}?cycle=2026-Q1")
    assert "No partner stands out: General Hospital received £90,000 of £95,000." in page
    assert "Too few to tell: 1 payment among 5 partners." in page


def test_who_has_no_voice_here_is_counted_apart(board, table, visit):
    guest = partner_of("guest", "Guest")
    meeting = Meeting.objects.filter(body=board).first()
    Turn.objects.create(meeting=meeting, partner=guest, type="spoke", count=4)
    page = visit(f"{AT}?cycle=2026-Q1")
    assert "4 contributions came from partners without a voice here." in page
    assert "Guest" not in page


def test_without_an_agreement_those_with_a_part_are_members_then_all(table, visit):
    board = board_of("Loose group")
    found = gathered(Records(board), reports.now_of(board, DAY), DAY)
    assert (len(found.members), found.bound) == (5, False)
    Role.objects.create(partner=table["homes"], body=board, title="member", since=DAY)
    found = gathered(Records(board), reports.now_of(board, DAY), DAY)
    assert [one.slug for one in found.members] == ["homes"]
    page = visit("/agree/balance/loose-group/")
    assert "No agreement that is in force says who has a voice here." in page
    assert "has decided nothing yet" in page
    assert visit("/agree/balance/loose-group/?cycle=2026-Q1").status == 404


def test_drafts_and_planned_meetings_are_nobodys_business_yet(board, table):
    decision_of(board, table["homes"], stage="draft", ref="D-90")
    Meeting.objects.create(body=board, on=datetime.date(2026, 3, 9), state="planned")
    cycle = reports.now_of(board, DAY)
    found = gathered(Records(board), cycle, datetime.date(2026, 4, 1))
    assert [one.partner for one in found.given["proposals"]] == ["hospital"] * 3
    assert len(held(board, cycle, datetime.date(2026, 4, 1), found.members)) == 6


def test_what_was_put_forward_in_a_meeting_counts_once(board, table):
    meeting = Meeting.objects.filter(body=board).first()
    about = Item.objects.create(meeting=meeting, number=2, title="D", about="decision:D-10")
    for item in (about, None):
        Turn.objects.create(
            meeting=meeting, item=item, partner=table["homes"], type="proposed", count=2
        )
    found = gathered(Records(board), reports.now_of(board, DAY), DAY + datetime.timedelta(weeks=9))
    assert sum(g.times for g in found.given["proposals"] if g.partner == "homes") == 2


def test_strengths_what_got_better_is_told(board, table, visit):
    for week in range(6):
        on = datetime.date(2026, 4, 6) + datetime.timedelta(weeks=week)
        meeting = Meeting.objects.create(body=board, on=on, state="agreed")
        for one in table.values():
            Turn.objects.create(meeting=meeting, partner=one, type="spoke", count=3)
    page = visit(f"{AT}?cycle=2026-Q2")
    assert "Who speaks: heard now and not last time: Circle of Small Charities" in page
    assert "Who speaks: no partner stands out any more." in page
    assert "Who speaks: more evenly shared than last time." in page
    assert "Over time" in page
    assert "Nothing that we can tell for sure" not in page
    first = visit(f"{AT}?cycle=2026-Q1")
    assert "What got better" not in first


def test_what_came_of_what_each_raised_has_its_band(board, visit):
    """P-042: carried decisions per partner."""
    page = visit(f"{AT}?cycle=2026-Q1")
    assert "General Hospital 3 3 100 per cent (44 to 100) 0 of 3" in page
    assert "Together Homes 0 0 too few to tell 3 of 3" in page


def test_P_112_where_accountability_lies_is_told_and_how_it_moved(table, visit, monkeypatch):
    """P-112: who reviewed whom, at what level."""
    page = visit("/agree/balance/")
    assert "No review of each other's work is entered yet." in page
    from tilth.web.agree.balance import reviewed

    rows = [
        {"reviewer": "homes", "reviewed": "club", "by_layer": "place", "of_layer": "place",
         "on": datetime.date(2025, 3, 2)},
        {"reviewer": "council", "reviewed": "homes", "by_layer": "system", "of_layer": "place",
         "on": datetime.date(2026, 3, 2)},
        {"reviewer": "x", "reviewed": "homes", "by_layer": "", "of_layer": "place",
         "on": datetime.date(2026, 3, 2)},
    ]  # fmt: skip
    monkeypatch.setattr(reviewed, "reviews", lambda *_: rows)
    page = visit("/agree/balance/")
    assert "Which way 2 reviews went" in page
    assert "Lateral: equals reviewed each other 1 50 per cent (9 to 91)" in page
    assert "2025 0 0 0 1 0 1" in page
    assert "Together Homes (place) looked at the work of Club Community Trust (place)" in page


def test_the_same_numbers_can_be_taken_away(board, visit):
    page = visit("/agree/balance/place-board.csv?cycle=2026-Q1")
    assert "Place board,2026-Q1,Turns to speak,General Hospital" in page
    told = json.loads(visit("/agree/balance/place-board.json?cycle=2026-Q1").html)
    row = next(one for one in told["rows"] if one["partner"] == "General Hospital"
               and one["what"] == "Turns to speak")  # fmt: skip
    assert (row["amount"], row["total"], row["stands_out"]) == (36, 48, "yes")
    assert visit("/agree/balance/place-board.xlsx").status == 200
    assert visit("/agree/balance/place-board.pdf").status == 404
    assert AuditEntry.objects.filter(act="exported").count() == 3


@pytest.mark.parametrize(
    ("at", "who", "status"),
    [
        (AT, None, 302),
        (AT, "resident", 404),
        ("/agree/balance/no-such-board/", "director", 404),
        (f"{AT}?cycle=2026-Q9", "director", 404),
        (f"{AT}?cycle=2031-Q1", "director", 404),
        (f"{AT}?cycle=%00", "director", 404),
        ("/agree/balance/", "analyst", 200),
        (f"{AT}?cycle=", "director", 200),
    ],
)
def test_AC_who_may_read_it_and_what_is_not_there(board, visit, at, who, status):
    assert visit(at, who=who).status == status


def test_a_board_without_partners_says_so(db, visit):
    from tilth.web.agree.models import Partner

    Partner.objects.all().delete()
    board_of("Lone board")
    page = visit("/agree/balance/lone-board/")
    assert page.status == 200
    assert stretches_of(Body.objects.get(slug="lone-board"), DAY) == []


def test_a_group_whose_first_meeting_lies_ahead_stands_in_the_list(db, visit):
    ahead = board_of("Open table")
    Meeting.objects.create(body=ahead, on=datetime.date(2031, 3, 2), state="planned")
    page = visit("/agree/balance/")
    assert page.status == 200
    assert "Open table" in page
