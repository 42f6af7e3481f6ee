"""Two versions of an agreement compared clause by clause."""

import difflib

from hypothesis import given
from hypothesis import strategies as st

from tilth.agree.agreements.clauses import Clauses, Conflict, Lies, Seat
from tilth.agree.agreements.comparing import compare, compared
from tilth.agree.agreements.text import plain, told
from tilth.agree.decisions.rule import Rule

NAMES = {"homes": "Together Homes", "hospital": "General Hospital"}


def change(name, before, after):
    return next(one for one in compare(before, after, NAMES) if one.name == name)


def both(name, one, other):
    return change(name, Clauses(**{name: one}), Clauses(**{name: other}))


def test_a_clause_that_came_or_went_says_so():
    assert both("basis", "", "public task").state == "added"
    assert both("basis", "", "public task").said == ("Added: public task",)
    assert both("basis", "public task", "").state == "taken away"
    assert both("basis", "public task", "").said == ("Taken away: public task",)


def test_a_changed_line_is_told_as_one_with_the_words_that_differ_marked():
    found = change("notice", Clauses(notice_days=90), Clauses(notice_days=30))
    assert found.state == "changed"
    line = found.lines[0]
    assert [one.text for one in line.before if one.marked] == ["90"]
    assert [one.text for one in line.after if one.marked] == ["30"]
    assert found.said[0].startswith("Changed: “A partner that cuts what it gives, or leaves, says")


def test_a_partner_joins_or_leaves_and_never_turns_into_another():
    found = both("parties", ("homes",), ("hospital",))
    assert found.said == ("Taken away: Together Homes", "Added: General Hospital")


def test_lines_in_between_are_told_as_added_and_those_before_them_stay():
    found = both("reserved", ("Who joins us.", "Money."), ("Who joins us.", "Our name.", "Money."))
    assert [line.state for line in found.lines] == ["same", "added", "same"]


def test_a_new_line_before_one_that_changed_is_not_mixed_up_with_it():
    found = both(
        "common", ("Each partner has one voice.",), ("All is open.", "Each partner has a voice.")
    )
    assert [line.state for line in found.lines] == ["added", "changed"]


def test_the_rule_of_voices_is_told_in_words():
    lines = {one.name: one.lines for one in told(Clauses(decide=Rule("majority", 2, 2, 2)), NAMES)}
    assert "They must come from at least 2 sectors." in lines["decide"]
    assert any("2 partners that are not large public bodies" in line for line in lines["decide"])
    one = told(Clauses(decide=Rule(chair_independent=False)), NAMES)
    assert "chair" not in {clause.name for clause in one}


def test_everything_an_agreement_can_say_has_words():
    clauses = Clauses(
        purpose="To live well.", population="All.", parties=("homes", "elsewhere"),
        seats=(Seat("residents", 2),), lies=(Lies("wards", "place"), Lies("halls", "neighbourhood",
        "people know each other.")), accountable="formal", answers_to="the board",
        conflict=(Conflict("Talk.", 1),), purposes=("plan",), notice_days=0, goes_on=False,
        exit="Say why.", fund=("One pot.",), outcomes=("Longer lives.",), chair="Chosen together.",
    )  # fmt: skip
    text = plain(clauses, NAMES, purposes={"plan": "planning"})
    for words in (
        "elsewhere\nTogether Homes", "residents: 2 at least", "wards: place. Not tested yet",
        "halls: neighbourhood. Not nearer to people, because people know each other.",
        "To whom: the board", "Talk. (within 1 day)", "Planning\nFor nothing else.",
        "A partner may leave on the day it says so.", "this agreement ends for all", "One pot.",
    ):  # fmt: skip
        assert words in text, words


lines = st.lists(st.text("ab c.", min_size=1, max_size=12), max_size=6)


@given(lines, lines)
def test_nothing_of_either_text_is_lost_and_nothing_is_made_up(before, after):
    found = list(compared(before, after))
    assert ["".join(p.text for p in line.before) for line in found if line.before] == before
    assert ["".join(p.text for p in line.after) for line in found if line.after] == after


@given(lines)
def test_a_text_is_the_same_as_itself(text):
    assert all(line.state == "same" for line in compared(text, text))


@given(lines, lines)
def test_what_is_the_same_is_what_a_slow_twin_finds_the_same(before, after):
    """ndiff tells the same lines apart from added and taken ones, in its own way."""
    found = list(compared(before, after))
    same = [line for line in found if line.state == "same"]
    told = [one for one in difflib.ndiff(before, after) if one.startswith("  ")]
    if before == after:
        assert len(same) == len(told) == len(before)
    rebuilt = [line for line in found if line.state in ("same", "taken away", "changed")]
    assert len(rebuilt) == len(before)
    assert len(found) - sum(line.state == "taken away" for line in found) == len(after)


@given(lines, lines)
def test_marked_words_are_the_only_ones_that_differ(before, after):
    for line in compared(before, after):
        if line.state == "changed":
            old = "".join(p.text for p in line.before if not p.marked)
            new = "".join(p.text for p in line.after if not p.marked)
            assert old == new


def test_P_019_each_function_has_its_layer_and_why_not_nearer_to_people():
    """What nobody has tested yet is said, not hidden."""
    lies = (Lies("halls", "place", "one roof costs less."), Lies("wound care", "place"))
    told_ = {one.name: one.lines for one in told(Clauses(lies=lies), NAMES)}
    assert told_["lies"] == (
        "halls: place. Not nearer to people, because one roof costs less.",
        "wound care: place. Not tested yet: why not nearer to people?",
    )


def test_P_147_the_light_route_of_small_tests_stands_in_the_agreement():
    lines = {one.name: one.lines for one in told(Clauses(decide=Rule(light_days=1)), NAMES)}
    assert "A small test that can be undone takes the light route: 1 day." in lines["decide"]
