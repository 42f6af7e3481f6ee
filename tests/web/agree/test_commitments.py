"""Promises between partners, as somebody makes, keeps and acknowledges them on the pages."""

import datetime
import json

import pytest

from tests.web.agree.making import DAY, board_of, decision_of, partner_of
from tilth.ground.errors import AgreementError
from tilth.web.agree.actions import commitments as acts
from tilth.web.agree.models import Commitment, Step

LATER = datetime.date(2026, 6, 1)


def acts_of(one):
    return list(Step.objects.filter(about=one.key).values_list("act", flat=True))


def test_a_promise_is_made_kept_and_acknowledged_on_the_pages(visit, table, someone):
    """P-054: partner promises partner, with evidence and the acknowledgement of the other."""
    club, charities = someone("club"), someone("charities")
    sent = {"type": "commitment", "words": "Open the hall on Sundays", "made_by": "club",
            "made_to": "charities", "layer": "place", "origin": "residents", "public": "on",
            "with_whom": "Residents of Old Pits"}  # fmt: skip
    page = visit("/agree/commitments/new/", who=club, post=sent)
    assert page.goes_to == "/agree/commitments/C-001/"
    kept = {"evidence": "Open on 12 Sundays, 340 visits"}
    assert visit("/agree/commitments/C-001/kept/", who=club, post=kept).status == 302
    waiting = visit("/agree/commitments/", who=charities)
    assert "To acknowledge Open the hall on Sundays : kept by Club Community Trust" in waiting
    page = visit("/agree/commitments/C-001/acknowledge/", who=charities, post={"words": "Seen it"})
    assert page.status == 302
    page = visit("/agree/commitments/C-001/", who=charities)
    assert "Open on 12 Sundays, 340 visits" in page
    assert "acknowledged on" in page
    assert "Residents of Old Pits" in page
    assert acts_of(Commitment.objects.get()) == ["promised", "kept it", "acknowledged it"]


def test_AC_only_who_does_it_says_how_it_goes(visit, promised, someone):
    one = promised()
    for who in (someone("charities"), someone("homes"), someone("", "analyst")):
        page = visit(f"/agree/commitments/{one.ref}/kept/", who=who, post={"evidence": "It was"})
        assert page.status == 200
        assert "Only somebody from Club Community Trust can do this." in page
    assert Commitment.objects.get().state == "growing"
    assert acts_of(one) == ["promised"]


def test_AC_only_whom_it_was_made_to_acknowledges(visit, promised, stands, someone):
    one = promised()
    acts.move(stands("club"), one, "kept", on=LATER, evidence="Open")
    for who in (someone("club"), someone("homes")):
        page = visit(f"/agree/commitments/{one.ref}/acknowledge/", who=who, post={})
        assert "Only somebody from Circle of Small Charities can do this." in page
    assert Commitment.objects.get().seen is None


def test_AC_strangers_sign_in_and_residents_find_nothing(visit, promised):
    one = promised()
    for at in ("", "new/", f"{one.ref}/"):
        assert visit(f"/agree/commitments/{at}", who=None).goes_to.startswith("/sign-in/")
        assert visit(f"/agree/commitments/{at}", who="resident").status == 404
    page = visit(f"/agree/commitments/{one.ref}/kept/", who="resident", post={"evidence": "x"})
    assert page.status == 404
    assert visit("/agree/commitments.csv", who="resident").status == 404
    page = visit(f"/agree/commitments/{one.ref}/kept/", who="administrator", post={"evidence": "x"})
    assert page.status == 404


def test_AC_the_maker_never_comes_from_the_client(visit, table, someone):
    sent = {"type": "commitment", "words": "Homes will pay", "made_by": "homes", "layer": "place",
            "made_to": "club", "origin": "place"}  # fmt: skip
    page = visit("/agree/commitments/new/", who=someone("club"), post=sent)
    assert "There is a problem" in page
    assert "Homes will pay" in page.html
    assert not Commitment.objects.exists()


def test_the_secretariat_enters_on_behalf_and_the_history_says_so(visit, table, someone):
    keeper = someone("", "secretariat")
    sent = {"type": "commitment", "words": "Lend the van", "made_by": "homes", "made_to": "club",
            "layer": "place", "origin": "place"}  # fmt: skip
    assert visit("/agree/commitments/new/", who=keeper, post=sent).status == 302
    page = visit("/agree/commitments/C-001/", who=keeper)
    assert "On behalf of Together Homes." in page
    page = visit("/agree/commitments/C-001/kept/", who=keeper, post={"evidence": "Lent"})
    assert page.status == 302
    assert "On behalf of Together Homes. Lent" in visit("/agree/commitments/C-001/", who=keeper)


@pytest.mark.parametrize(
    ("answer", "said", "state"),
    [
        ("yes", "", "growing"),
        ("in-part", "Only at weekends", "growing"),
        ("no", "We have no room", "declined"),
    ],
)
def test_an_ask_is_answered_by_whom_it_was_put_to(visit, promised, someone, answer, said, state):
    """B-100: one partner asks another; the answer and what comes of it are followed."""
    one = promised("charities", "homes", "ask", words="Lend us a room on Tuesdays")
    homes = someone("homes")
    assert "To answer Lend us a room" in visit("/agree/commitments/", who=homes)
    page = visit(f"/agree/commitments/{one.ref}/{answer}/", who=homes, post={"reason": said})
    assert page.status == 302
    one.refresh_from_db()
    assert (one.state, one.reason) == (state, said)


def test_AC_nobody_answers_for_another(visit, promised, someone):
    one = promised("charities", "homes", "ask")
    for partner in ("charities", "club"):
        page = visit(f"/agree/commitments/{one.ref}/yes/", who=someone(partner), post={})
        assert "Only somebody from Together Homes can do this." in page
    assert Commitment.objects.get().state == "asked"


def test_after_a_yes_the_one_who_was_asked_says_how_it_goes(promised, stands):
    one = promised("charities", "homes", "ask")
    acts.move(stands("homes"), one, "yes", on=DAY)
    with pytest.raises(AgreementError, match="Together Homes"):
        acts.move(stands("charities"), one, "kept", on=DAY, evidence="It is")
    acts.move(stands("homes"), one, "kept", on=DAY, evidence="Room 4 on Tuesdays")
    acts.acknowledge(stands("charities"), one, on=DAY)
    assert Commitment.objects.get().seen == DAY


def test_an_offer_to_everybody_is_taken_up_by_whoever_says_yes(promised, stands, table):
    one = promised("hospital", None, "offer", words="Two nurses a week")
    with pytest.raises(AgreementError, match="another partner"):
        acts.move(stands("hospital"), one, "yes", on=DAY)
    with pytest.raises(AgreementError, match="no need to say no"):
        acts.move(stands("club"), one, "no", on=DAY, reason="Not now")
    assert acts.move(stands("club"), one, "yes", on=DAY).made_to == table["club"]


def test_offers_and_asks_reach_national_partners(visit, table, someone):
    """B-136: a national partner that is not round the table is asked, and answers."""
    partner_of("sport-nation", "Sport for the Nation", layer="nation", state="observing")
    sent = {"type": "ask", "words": "A coach for two years", "made_by": "club",
            "made_to": "sport-nation", "layer": "nation", "origin": "place"}  # fmt: skip
    assert visit("/agree/commitments/new/", who=someone("club"), post=sent).status == 302
    page = visit("/agree/commitments/C-001/yes/", who=someone("sport-nation"), post={})
    assert page.status == 302
    assert Commitment.objects.get().state == "growing"


def test_a_promise_becomes_another_and_both_stay(visit, promised, someone):
    one = promised()
    sent = {"words": "Open the hall on Saturdays", "reason": "Nobody came on Sundays"}
    page = visit(f"/agree/commitments/{one.ref}/changed/", who=someone("club"), post=sent)
    assert page.goes_to == "/agree/commitments/C-002/"
    page = visit("/agree/commitments/C-002/", who=someone("club"))
    assert "Takes the place of C-001 Open the hall on Sundays" in page
    old = visit("/agree/commitments/C-001/", who=someone("club"))
    assert "It became C-002" in old
    assert "Nobody came on Sundays" in old


def test_what_is_refused_keeps_what_was_written(visit, promised, someone):
    one = promised()
    sent = {"words": "Open the hall at night", "reason": "", "due": "2026-09-01"}
    page = visit(f"/agree/commitments/{one.ref}/changed/", who=someone("club"), post=sent)
    assert "There is a problem" in page
    assert "Open the hall at night" in page.html
    assert Commitment.objects.count() == 1


@pytest.mark.parametrize(
    "sent",
    [
        {"type": "gift"},
        {"words": "  "},
        {"made_to": "nobody"},
        {"made_to": "club"},
        {"layer": "planet"},
        {"origin": "mars"},
        {"area": "Z99"},
        {"due": "soon"},
        {"due": "1999-01-01"},
        {"programme": "nothing"},
        {"decision": "D-999"},
        {"made_to": "charities", "made_to_body": "place-board"},
        {"words": "x" * 5000},
    ],
)
def test_IN_wrong_words_make_no_promise(visit, table, someone, sent):
    board_of()
    told = {"type": "commitment", "words": "Open", "made_by": "club", "made_to": "charities",
            "layer": "place", "origin": "place"} | sent  # fmt: skip
    page = visit("/agree/commitments/new/", who=someone("club"), post=told)
    assert page.status == 200
    assert "There is a problem" in page
    assert not Commitment.objects.exists()


def test_steps_there_are_not_from_a_state_are_not_found(visit, promised, someone):
    one = promised()
    for what in ("yes", "again", "acknowledge", "nonsense"):
        assert visit(f"/agree/commitments/{one.ref}/{what}/", who=someone("club"),
                     post={"reason": "x"}).status == 404  # fmt: skip
    assert visit(f"/agree/commitments/{one.ref}/kept/", who=someone("club")).status == 405
    assert visit("/agree/commitments/C-999/", who=someone("club")).status == 404


def test_the_list_is_filtered_by_links(visit, promised, stands, table, someone):
    programme = board_of("Warm homes", type="programme")
    promised(words="Open the hall", programme=programme)
    stuck = promised("homes", "club", words="Lend the van", layer="neighbourhood")
    acts.move(stands("homes"), stuck, "stuck", on=DAY, reason="The van broke down")
    club = someone("club")
    everything = visit("/agree/commitments/", who=club)
    assert "Why: The van broke down" in everything
    assert "/agree/commitments/?state=stuck" in everything.links
    assert "/agree/commitments/?by=homes" in everything.links
    assert "/agree/commitments/?programme=warm-homes" in everything.links
    for asked, there, not_there in (
        ("state=stuck", "Lend the van", "Open the hall"),
        ("by=club", "Open the hall", "Lend the van"),
        ("to=club", "Lend the van", "Open the hall"),
        ("programme=warm-homes", "Open the hall", "Lend the van"),
        ("layer=neighbourhood", "Lend the van", "Open the hall"),
        ("state=stuck&by=homes", "Lend the van", "Open the hall"),
    ):
        page = visit(f"/agree/commitments/?{asked}", who=club)
        assert there in page
        assert not_there not in page
    page = visit("/agree/commitments/?by=nobody&state=kept", who=club)
    assert "There is nothing called nobody here" in page


def test_what_residents_own_together_with_a_partner_is_named_and_found(visit, promised, someone):
    """B-272: residents and others are named as co-owners of an action, and it can be found."""
    promised(words="Open the hall", with_whom="Residents of Old Pits")
    promised(words="Lend the van")
    club = someone("club")
    page = visit("/agree/commitments/?owned=together", who=club)
    assert "together with Residents of Old Pits" in page
    assert "Lend the van" not in page
    assert "Owned together with Residents of Old Pits" in visit(
        "/agree/commitments/C-001/", who=club
    )
    page = visit("/agree/commitments/C-002/", who=club)
    assert "Nobody else is named. Are residents part of it?" in page


def test_how_it_goes_and_another_day_are_told_on_the_page(visit, promised, someone):
    one, club = promised(due=LATER), someone("club")
    at = f"/agree/commitments/{one.ref}/"
    assert visit(f"{at}tell/", who=club, post={"words": "Two Sundays so far"}).status == 302
    sent = {"due": "2030-01-01", "reason": "The roof leaks"}
    assert visit(f"{at}move-day/", who=club, post=sent).status == 302
    page = visit(at, who=club)
    assert "Two Sundays so far" in page
    assert "due: 2026-06-01, now 2030-01-01" in page
    assert "The roof leaks" in page


def test_the_list_is_chosen_by_decision_area_and_kind(visit, promised, table, someone):
    decision = decision_of(board_of(), table["club"])
    promised(words="Open the hall", decision=decision)
    promised(words="Lend the van", area="P1")
    club = someone("club")
    for asked, there, not_there in (
        (f"decision={decision.ref}", "Open the hall", "Lend the van"),
        ("area=P1", "Lend the van", "Open the hall"),
        ("type=commitment&area=P1", "in Scratch", "Open the hall"),
    ):
        page = visit(f"/agree/commitments/?{asked}", who=club)
        assert there in page
        assert not_there not in page
    page = visit("/agree/commitments/?decision=D-999&owned=nobody", who=club)
    assert "There is nothing called D-999 here" in page


def test_residents_who_join_later_are_named_later(visit, promised, someone):
    one, club = promised(), someone("club")
    at = f"/agree/commitments/{one.ref}/"
    sent = {"with_whom": "The Sunday circle"}
    assert "Only somebody from" in visit(f"{at}share/", who=someone("charities"), post=sent)
    assert visit(f"{at}share/", who=club, post=sent).status == 302
    assert "together with The Sunday circle" in visit(at, who=club)
    assert "That is who owns it already" in visit(f"{at}share/", who=club, post=sent)


def test_a_form_shows_at_once_what_was_told_of_it_before(visit, table, someone):
    club = someone("club")
    board_of("Warm homes", type="programme")
    folded = visit("/agree/commitments/new/", who=club).html
    told = visit("/agree/commitments/new/?programme=warm-homes&type=ask&made_to=homes", who=club)
    assert '<details class="nhsuk-details">' in folded
    assert '<details class="nhsuk-details" open>' in told.html
    assert told.headings == ["Ask another partner"]
    assert 'value="homes" selected' in told.html


def test_what_a_board_was_promised_waits_for_its_keepers(visit, table, stands, someone):
    told = {"made": DAY, "made_by": table["club"], "made_to_body": board_of()}
    one = acts.propose(stands("club"), type="commitment", words="Open the hall", **told)
    acts.propose(stands("club"), type="ask", words="Lend us the hall", **told)
    acts.move(stands("club"), one, "kept", on=DAY, evidence="Open")
    for role in ("chair", "secretariat"):
        page = visit("/agree/commitments/", who=someone("", role))
        assert "Waiting for boards and groups" in page
        assert "To answer Lend us the hall , from Club Community Trust" in page
        assert "To acknowledge Open the hall : kept by Club Community Trust" in page
    assert "boards and groups" not in visit("/agree/commitments/", who=someone("homes"))


def test_the_silent_are_counted_and_nobody_is_ranked(visit, promised, someone):
    promised()
    page = visit("/agree/commitments/", who=someone("club"))
    names = ["Circle of Small Charities", "Club Community Trust", "Council", "General Hospital",
             "Together Homes"]  # fmt: skip
    table = page[page.index("By partner") : page.index("By programme")]
    assert [table.index(name) for name in names] == sorted(table.index(name) for name in names)


def test_the_list_can_be_taken_away_and_is_safe_in_a_spreadsheet(visit, promised, someone):
    promised(words='=HYPERLINK("http://bad")')
    club = someone("club")
    page = visit("/agree/commitments.csv?by=club", who=club)
    assert page.splitlines()[0].startswith("ref,type,words,state,by,for")
    assert '"\'=HYPERLINK(""http://bad"")"' in page
    rows = json.loads(visit("/agree/commitments.json", who=club))["rows"]
    assert [row["ref"] for row in rows] == ["C-001"]
    assert visit("/agree/commitments.xlsx", who=club).response.content[:2] == b"PK"
    assert visit("/agree/commitments.exe", who=club).status == 404


def test_undo_returns_it_and_loses_no_history(visit, promised, stands, someone):
    one = promised()
    club = someone("club")
    acts.move(stands("club"), one, "stuck", on=DAY, reason="No key")
    step = Step.objects.get(act="said it is stuck")
    assert visit(f"/agree/undo/{step.pk}/", who=club, post={}).status == 302
    one.refresh_from_db()
    assert (one.state, one.reason) == ("growing", "")
    assert acts_of(one) == ["promised", "said it is stuck", "undid"]


def test_seeing_it_otherwise_is_told_and_acknowledges_nothing(visit, promised, stands, someone):
    one = promised()
    acts.move(stands("club"), one, "kept", on=DAY, evidence="Open")
    post = {"words": "The door was shut on three Sundays"}
    charities = someone("charities")
    at = f"/agree/commitments/{one.ref}/"
    assert visit(f"{at}otherwise/", who=charities, post=post).status == 302
    assert "Circle of Small Charities sees it otherwise" in visit(at, who="director")
    assert "sees it otherwise" in visit("/agree/commitments/", who="director")
    assert Commitment.objects.get().seen is None


def test_the_page_says_who_could_help_by_their_own_words(visit, promised, table, someone):
    """B-179: strengths of partners are matched with what is to be done."""
    table["homes"].strengths = ["Halls with kitchens", "Repairs"]
    table["homes"].save()
    one = promised()
    page = visit(f"/agree/commitments/{one.ref}/", who=someone("club"))
    assert "Together Homes : Halls with kitchens. Ask them" in page


def test_any_promise_says_who_answers_to_whom(visit, promised, table, someone):
    """P-053: who answers to whom, for what, how, in one page."""
    system = board_of("System board", layer="system")
    board = board_of(answers_to=system)
    decision = decision_of(board, table["club"])
    one = promised(decision=decision)
    page = visit(f"/agree/commitments/{one.ref}/", who=someone("club"))
    assert "Club Community Trust Circle of Small Charities says how it goes" in page
    assert "no day is set" in page
    assert "Place board System board it reports to it" in page
    assert "Club Community Trust its trustees and its purpose" in page
    assert "residents the public page of the place" in page
