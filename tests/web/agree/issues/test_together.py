"""Hard things held together: asked about, heard, reframed, agreed, carried out, looked back on."""

import pytest

from tests.web.agree.issues.holding import DAY, hold_with
from tests.web.agree.making import (
    board_of,
    decision_of,
    partner_of,
)
from tilth.ground.errors import AgreementError
from tilth.web.agree.actions import issues as acts
from tilth.web.agree.actions import issues_together as together
from tilth.web.agree.issues.waiting import waiting_issues
from tilth.web.agree.models import Step


def understand(stands, issue, one, other):
    for asker, asked in ((one, other), (other, one)):
        to = issue.owners.get(slug=asked)
        acts.ask(stands(asker), issue, to, "What matters most to you here?")
        acts.tell(stands(asked), issue, f"What matters to {asked}")
        acts.feel_heard(stands(asked), issue)


def test_B_244_a_tension_goes_from_surfaced_to_reviewed_together(stands, tension):
    """B-244, P-107: surface, understand, reframe, agree, review."""
    hold_with(stands, tension, "council")
    understand(stands, tension, "charities", "council")
    tension.refresh_from_db()
    assert tension.stage == "understood"
    for what, words in (("reframe", "We plan money year by year"), ("way", "Three-year grants")):
        put = together.put(stands("charities"), tension, what, words, review=DAY)
        tension.refresh_from_db()
        assert tension.stage in ("understood", "reframed")
        together.agree(stands("council"), tension, put.pk)
    tension.refresh_from_db()
    assert (tension.stage, tension.way, tension.review) == ("agreed", "Three-year grants", DAY)
    put = together.put(stands("council"), tension, "review", "Two of three grants run on")
    together.agree(stands("charities"), tension, put.pk)
    tension.refresh_from_db()
    assert (tension.stage, tension.outcome) == ("reviewed", "Two of three grants run on")


def test_B_241_each_side_is_asked_and_heard_before_it_is_told_or_answered(stands, tension, table):
    """B-241: curious questions first; a reply comes after one has asked."""
    hold_with(stands, tension, "council")
    charities, council = stands("charities"), stands("council")
    for act, why in (
        (lambda: acts.tell(council, tension, "We see"), "Curious questions come first"),
        (lambda: acts.feel_heard(council, tension), "Tell your side first"),
        (lambda: acts.reply(charities, tension, table["council"], "But"), "not been told yet"),
        (lambda: acts.ask(council, tension, table["council"], "Why?"), "to another partner"),
        (lambda: acts.ask(council, tension, table["homes"], "Why?"), "a partner that holds this"),
        (lambda: acts.ask(council, tension, table["charities"], "  "), "Write it in words"),
        (lambda: together.put(council, tension, "reframe", "Ours"), "does not come next"),
    ):
        with pytest.raises(AgreementError, match=why):
            act()
    acts.ask(stands("charities"), tension, table["council"], "What matters most to you here?")
    acts.tell(council, tension, "We have to close the books")
    hold_with(stands, tension, "homes")
    with pytest.raises(AgreementError, match="Ask a curious question first"):
        acts.reply(stands("homes"), tension, table["council"], "But")
    acts.reply(charities, tension, table["council"], "Thank you")


def test_B_241_the_page_puts_questions_before_answers(stands, tension, visit, someone):
    """B-241: prompts on the page; the form to tell one's side is not there before."""
    hold_with(stands, tension, "council")
    page = visit(f"/agree/issues/{tension.ref}/", who=someone("council"))
    assert "What matters most to you here?" in page
    assert "Curious questions come first." in page
    assert f"/agree/issues/{tension.ref}/tell/" not in page.html
    sent = {"to": "council", "question": "What matters most to you here?", "words": ""}
    at = f"/agree/issues/{tension.ref}/ask/"
    assert visit(at, who=someone("charities"), post=sent).goes_to
    page = visit(f"/agree/issues/{tension.ref}/", who=someone("council"))
    assert f"/agree/issues/{tension.ref}/tell/" in page.html


def test_P_056_a_hard_thing_rests_with_its_reason_and_is_never_deleted(stands, tension, visit,
                                                                       someone):  # fmt: skip
    """P-056: raised, held jointly, resolved or parked, never hidden from those who hold it."""
    hold_with(stands, tension, "council")
    put = together.put(stands("charities"), tension, "rest", "Elections come first")
    tension.refresh_from_db()
    assert tension.stage == "surfaced"
    together.agree(stands("council"), tension, put.pk)
    tension.refresh_from_db()
    assert (tension.stage, tension.rest) == ("parked", "Elections come first")
    page = visit(f"/agree/issues/{tension.ref}/", who=someone("council"))
    assert "It rests for now. Elections come first" in page
    acts.take_up(stands("council"), tension, "They are over")
    tension.refresh_from_db()
    assert tension.stage == "surfaced"
    with pytest.raises(AgreementError, match="It does not rest"):
        acts.take_up(stands("council"), tension)
    assert visit(f"/agree/issues/{tension.ref}/delete/", who=someone("council"),
                 post={}).status == 404  # fmt: skip


def test_it_comes_back_to_where_it_rested_and_begins_again_after_its_review(stands, tension):
    hold_with(stands, tension, "council")
    with pytest.raises(AgreementError, match="not looked back on yet"):
        acts.begin_again(stands("council"), tension, "It came back")
    understand(stands, tension, "charities", "council")
    put = together.put(stands("charities"), tension, "rest", "A new director starts")
    together.agree(stands("council"), tension, put.pk)
    acts.take_up(stands("charities"), tension)
    tension.refresh_from_db()
    assert tension.stage == "understood"
    for what in ("reframe", "way", "review"):
        put = together.put(stands("charities"), tension, what, "Words")
        together.agree(stands("council"), tension, put.pk)
    acts.begin_again(stands("council"), tension, "It came back")
    tension.refresh_from_db()
    assert (tension.stage, tension.outcome) == ("surfaced", "Words")
    with pytest.raises(AgreementError, match="Curious questions come first"):
        acts.tell(stands("council"), tension, "Again")


def test_AC_an_issue_is_not_undone_in_one_press(stands, tension, visit, someone):
    step = Step.objects.filter(about=tension.key).first()
    who = someone("charities")
    visit(f"/agree/undo/{step.pk}/", who=who, post={})
    assert not Step.objects.filter(undoes=step).exists()
    other = someone("homes", "secretariat")
    assert visit(f"/agree/undo/{step.pk}/", who=other, post={}).status == 404


def test_what_waits_for_a_partner_is_told(stands, tension, table):
    put = together.put(stands("charities"), tension, "hold", "council")
    assert put
    (told,) = waiting_issues(stands("council"))
    assert told["words"] == "Answer whether you hold this too: We end short grants in March"
    together.join(stands("council"), tension, True)
    acts.ask(stands("council"), tension, table["charities"], "What would help?")
    together.put(stands("council"), tension, "open", "partnership")
    words = [one["words"] for one in waiting_issues(stands("charities"))]
    assert len(words) == 2
    assert any("put to you" in one for one in words)
    assert any("asked for your side" in one for one in words)
    assert waiting_issues(stands("homes")) == waiting_issues(None) == []


@pytest.mark.parametrize(
    ("hold", "leaves", "agrees"),
    [(("council", "homes"), "homes", "council"), (("council",), "council", "charities")],
    ids=["another answers", "only the one that left was waited for"],
)
def test_a_partner_that_left_is_not_waited_for(stands, tension, table, hold, leaves, agrees):
    hold_with(stands, tension, *hold)
    put = together.put(stands("charities"), tension, "rest", "For now")
    table[leaves].state = "left"
    table[leaves].save()
    together.agree(stands(agrees), tension, put.pk)
    tension.refresh_from_db()
    assert tension.stage == "parked"


def test_a_request_for_flexibility_is_asked_and_answered(stands, table, visit, someone):
    partner_of("nhse", "NHS England", "national", "statutory", layer="nation")
    charities, who = stands("charities"), someone("charities")
    issue = acts.raise_issue(charities, type="flexibility", title="Year-end rule", opened=DAY,
                             surfaced="Money unspent in March is lost")  # fmt: skip
    with pytest.raises(AgreementError, match="Nobody was asked yet"):
        acts.answered(charities, issue, "No", DAY)
    at = f"/agree/issues/{issue.ref}/"
    sent = {"of": "nhse", "on": "2026-03-05", "words": "Carry it over"}
    assert visit(f"{at}above/", who=who, post=sent).goes_to == at
    assert "Asked of NHS England on 5 March 2026. No answer yet." in visit(at, who=who)
    issue.refresh_from_db()
    with pytest.raises(AgreementError, match="before they were asked"):
        acts.answered(charities, issue, "No", DAY)
    sent = {"words": "Not this year", "on": "2026-04-01"}
    assert visit(f"{at}answered/", who=who, post=sent).goes_to == at
    assert "They answered on 1 April 2026: Not this year" in visit(at, who=who)
    tension = acts.raise_issue(charities, type="tension", title="T", surfaced="s", opened=DAY)
    with pytest.raises(AgreementError, match="Only a request for flexibility"):
        acts.ask_above(charities, tension, table["council"], DAY)
    with pytest.raises(AgreementError, match="They hold it"):
        acts.ask_above(charities, issue, table["charities"], DAY)


def test_a_barrier_lies_between_two_layers(stands, visit, someone, table):
    told = {"type": "barrier", "title": "Two budgets", "surfaced": "s", "opened": DAY}
    for between, why in ((("place",), "two layers"), (("place", "county"), "no such layer")):
        with pytest.raises(AgreementError, match=why):
            acts.raise_issue(stands("homes"), between=between, **told)
    issue = acts.raise_issue(stands("homes"), between=("place", "nation"), **told)
    page = visit(f"/agree/issues/{issue.ref}/", who=someone("homes"))
    assert "It lies between place and nation." in page


def test_it_is_linked_to_what_came_of_it(stands, tension, table, visit, someone):
    decision_of(board_of(), table["homes"], ref="D-001", title="Longer grants")
    who, at = someone("charities"), f"/agree/issues/{tension.ref}/"
    assert visit(f"{at}link/", who=who, post={"ref": "d-001"}).goes_to == at
    assert "Longer grants" in visit(at, who=who)
    page = visit(f"{at}link/", who=who, post={"ref": "d-001"})
    assert "They are linked already." in page
    assert visit(f"{at}link/", who=who, post={"ref": "D-999"}).status == 404
    assert "Write it as D-014 or C-003." in visit(f"{at}link/", who=who, post={"ref": "x"})
    with pytest.raises(AgreementError, match="Link it with one of"):
        together.link(stands("charities"), tension, "voice:1")


def test_nobody_holds_it_who_has_not_joined(stands, tension, table):
    table["club"].state = "observing"
    table["club"].save()
    with pytest.raises(AgreementError, match="has joined"):
        together.put(stands("charities"), tension, "hold", "club")
    with pytest.raises(AgreementError, match="They hold it already"):
        together.put(stands("charities"), tension, "hold", "charities")


def test_a_not_yet_is_heard_with_its_words(stands, tension, visit, someone):
    hold_with(stands, tension, "council")
    put = together.put(stands("charities"), tension, "open", "public")
    with pytest.raises(AgreementError, match="what would have to be different"):
        together.not_yet(stands("council"), tension, put.pk, " ")
    at = f"/agree/issues/{tension.ref}/not-yet/"
    sent = {"number": put.pk, "words": "After our board has met"}
    assert visit(at, who=someone("council"), post=sent).goes_to
    page = visit(f"/agree/issues/{tension.ref}/", who=someone("charities"))
    assert "Not yet agreed: to open it to more people. Council: After our board has met" in page
    assert "With the owners now" not in page
