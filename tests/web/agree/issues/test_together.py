"""Hard things held together: asked about, heard, reframed, agreed, carried out, looked back on."""

import pytest

from tests.web.agree.issues.holding import DAY, hold_with, somebody
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


def understand(from_, issue, one, other):
    for asker, asked in ((one, other), (other, one)):
        to = issue.owners.get(slug=asked)
        acts.ask(from_(asker), issue, to, "What matters most to you here?")
        acts.tell(from_(asked), issue, f"What matters to {asked}")
        acts.feel_heard(from_(asked), issue)


def test_B_244_a_tension_goes_from_surfaced_to_reviewed_together(from_, tension):
    """B-244, P-107: surface, understand, reframe, agree, review."""
    hold_with(from_, tension, "council")
    understand(from_, tension, "charities", "council")
    tension.refresh_from_db()
    assert tension.stage == "understood"
    for what, words in (("reframe", "We plan money year by year"), ("way", "Three-year grants")):
        put = together.put(from_("charities"), tension, what, words, review=DAY)
        tension.refresh_from_db()
        assert tension.stage in ("understood", "reframed")
        together.agree(from_("council"), tension, put.pk)
    tension.refresh_from_db()
    assert (tension.stage, tension.way, tension.review) == ("agreed", "Three-year grants", DAY)
    put = together.put(from_("council"), tension, "review", "Two of three grants run on")
    together.agree(from_("charities"), tension, put.pk)
    tension.refresh_from_db()
    assert (tension.stage, tension.outcome) == ("reviewed", "Two of three grants run on")


def test_B_241_each_side_is_asked_and_heard_before_it_is_told_or_answered(from_, tension, table):
    """B-241: curious questions first; a reply comes after one has asked."""
    hold_with(from_, tension, "council")
    charities, council = from_("charities"), from_("council")
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
    acts.ask(from_("charities"), tension, table["council"], "What matters most to you here?")
    acts.tell(council, tension, "We have to close the books")
    hold_with(from_, tension, "homes")
    with pytest.raises(AgreementError, match="Ask a curious question first"):
        acts.reply(from_("homes"), tension, table["council"], "But")
    acts.reply(charities, tension, table["council"], "Thank you")


def test_B_241_the_page_puts_questions_before_answers(from_, tension, visit, person_as):
    """B-241: prompts on the page; the form to tell one's side is not there before."""
    hold_with(from_, tension, "council")
    page = visit(f"/agree/issues/{tension.ref}/", who=somebody(person_as, "council"))
    assert "What matters most to you here?" in page
    assert "Curious questions come first." in page
    assert f"/agree/issues/{tension.ref}/tell/" not in page.html
    sent = {"to": "council", "question": "What matters most to you here?", "words": ""}
    at = f"/agree/issues/{tension.ref}/ask/"
    assert visit(at, who=somebody(person_as, "charities"), post=sent).goes_to
    page = visit(f"/agree/issues/{tension.ref}/", who=somebody(person_as, "council"))
    assert f"/agree/issues/{tension.ref}/tell/" in page.html


def test_P_056_a_hard_thing_rests_with_its_reason_and_is_never_deleted(from_, tension, visit,
                                                                       person_as):  # fmt: skip
    """P-056: raised, held jointly, resolved or parked, never hidden from those who hold it."""
    hold_with(from_, tension, "council")
    put = together.put(from_("charities"), tension, "rest", "Elections come first")
    tension.refresh_from_db()
    assert tension.stage == "surfaced"
    together.agree(from_("council"), tension, put.pk)
    tension.refresh_from_db()
    assert (tension.stage, tension.rest) == ("parked", "Elections come first")
    page = visit(f"/agree/issues/{tension.ref}/", who=somebody(person_as, "council"))
    assert "It rests for now. Elections come first" in page
    acts.take_up(from_("council"), tension, "They are over")
    tension.refresh_from_db()
    assert tension.stage == "surfaced"
    with pytest.raises(AgreementError, match="It does not rest"):
        acts.take_up(from_("council"), tension)
    assert visit(f"/agree/issues/{tension.ref}/delete/", who=somebody(person_as, "council"),
                 post={}).status == 404  # fmt: skip


def test_it_comes_back_to_where_it_rested_and_begins_again_after_its_review(from_, tension):
    hold_with(from_, tension, "council")
    with pytest.raises(AgreementError, match="not looked back on yet"):
        acts.begin_again(from_("council"), tension, "It came back")
    understand(from_, tension, "charities", "council")
    put = together.put(from_("charities"), tension, "rest", "A new director starts")
    together.agree(from_("council"), tension, put.pk)
    acts.take_up(from_("charities"), tension)
    tension.refresh_from_db()
    assert tension.stage == "understood"
    for what in ("reframe", "way", "review"):
        put = together.put(from_("charities"), tension, what, "Words")
        together.agree(from_("council"), tension, put.pk)
    acts.begin_again(from_("council"), tension, "It came back")
    tension.refresh_from_db()
    assert (tension.stage, tension.outcome) == ("surfaced", "Words")
    with pytest.raises(AgreementError, match="Curious questions come first"):
        acts.tell(from_("council"), tension, "Again")


def test_AC_an_issue_is_not_undone_in_one_press(from_, tension, visit, person_as):
    step = Step.objects.filter(about=tension.key).first()
    who = somebody(person_as, "charities")
    visit(f"/agree/undo/{step.pk}/", who=who, post={})
    assert not Step.objects.filter(undoes=step).exists()
    other = somebody(person_as, "homes", "secretariat")
    assert visit(f"/agree/undo/{step.pk}/", who=other, post={}).status == 404


def test_what_waits_for_a_partner_is_told(from_, tension, table):
    put = together.put(from_("charities"), tension, "hold", "council")
    assert put
    (told,) = waiting_issues(from_("council"))
    assert told["words"] == "Answer whether you hold this too: We end short grants in March"
    together.join(from_("council"), tension, True)
    acts.ask(from_("council"), tension, table["charities"], "What would help?")
    together.put(from_("council"), tension, "open", "partnership")
    words = [one["words"] for one in waiting_issues(from_("charities"))]
    assert len(words) == 2
    assert any("put to you" in one for one in words)
    assert any("asked for your side" in one for one in words)
    assert waiting_issues(from_("homes")) == waiting_issues(None) == []


def test_a_partner_that_left_is_not_waited_for(from_, tension, table):
    hold_with(from_, tension, "council", "homes")
    put = together.put(from_("charities"), tension, "rest", "For now")
    table["homes"].state = "left"
    table["homes"].save()
    together.agree(from_("council"), tension, put.pk)
    tension.refresh_from_db()
    assert tension.stage == "parked"


def test_what_only_waited_for_a_partner_that_left_can_be_carried_out(from_, tension, table):
    hold_with(from_, tension, "council")
    put = together.put(from_("charities"), tension, "rest", "For now")
    table["council"].state = "left"
    table["council"].save()
    together.agree(from_("charities"), tension, put.pk)
    tension.refresh_from_db()
    assert tension.stage == "parked"


def test_a_request_for_flexibility_is_asked_and_answered(from_, table, visit, person_as):
    partner_of("nhse", "NHS England", "national", "statutory", layer="nation")
    charities, who = from_("charities"), somebody(person_as, "charities")
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


def test_a_barrier_lies_between_two_layers(from_, visit, person_as):
    told = {"type": "barrier", "title": "Two budgets", "surfaced": "s", "opened": DAY}
    for between, why in ((("place",), "two layers"), (("place", "county"), "no such layer")):
        with pytest.raises(AgreementError, match=why):
            acts.raise_issue(from_("homes"), between=between, **told)
    issue = acts.raise_issue(from_("homes"), between=("place", "nation"), **told)
    page = visit(f"/agree/issues/{issue.ref}/", who=somebody(person_as, "homes"))
    assert "It lies between place and nation." in page


def test_it_is_linked_to_what_came_of_it(from_, tension, table, visit, person_as):
    decision_of(board_of(), table["homes"], ref="D-001", title="Longer grants")
    who, at = somebody(person_as, "charities"), f"/agree/issues/{tension.ref}/"
    assert visit(f"{at}link/", who=who, post={"ref": "d-001"}).goes_to == at
    assert "Longer grants" in visit(at, who=who)
    page = visit(f"{at}link/", who=who, post={"ref": "d-001"})
    assert "They are linked already." in page
    assert visit(f"{at}link/", who=who, post={"ref": "D-999"}).status == 404
    assert "Write it as D-014 or C-003." in visit(f"{at}link/", who=who, post={"ref": "x"})
    with pytest.raises(AgreementError, match="Link it with one of"):
        together.link(from_("charities"), tension, "voice:1")


def test_nobody_holds_it_who_has_not_joined(from_, tension, table):
    table["club"].state = "observing"
    table["club"].save()
    with pytest.raises(AgreementError, match="has joined"):
        together.put(from_("charities"), tension, "hold", "club")
    with pytest.raises(AgreementError, match="They hold it already"):
        together.put(from_("charities"), tension, "hold", "charities")


def test_a_not_yet_is_heard_with_its_words(from_, tension, visit, person_as):
    hold_with(from_, tension, "council")
    put = together.put(from_("charities"), tension, "open", "public")
    with pytest.raises(AgreementError, match="what would have to be different"):
        together.not_yet(from_("council"), tension, put.pk, " ")
    at = f"/agree/issues/{tension.ref}/not-yet/"
    sent = {"number": put.pk, "words": "After our board has met"}
    assert visit(at, who=somebody(person_as, "council"), post=sent).goes_to
    page = visit(f"/agree/issues/{tension.ref}/", who=somebody(person_as, "charities"))
    assert "Not yet agreed: to open it to more people. Council: After our board has met" in page
    assert "With the owners now" not in page
