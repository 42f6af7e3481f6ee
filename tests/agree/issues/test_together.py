"""What owners do together: it happens when every one of them agrees. P-056."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilth.agree.issues.entries import AGREED, NOT_YET, PUT, Entry
from tilth.agree.issues.together import LEADS_TO, WHAT, may_put, puts, settled
from tilth.agree.words import ISSUE_STAGES

OWNERS = ("charities", "council", "homes")


def put(number, by="homes", what="reframe", value="ours"):
    return Entry(number, PUT, by, "", {"what": what, "value": value})


def agree(number, by, of):
    return Entry(number, AGREED, by, "", {"put": of})


def test_it_happens_when_every_owner_agrees_and_not_before():
    told = [put(1), agree(2, "council", 1)]
    (found,) = puts(told)
    assert found.waits_for(OWNERS) == ("charities",)
    assert not settled(found, OWNERS)
    (found,) = puts([*told, agree(3, "charities", 1)])
    assert settled(found, OWNERS)
    assert not settled(found, (*OWNERS, "club"))


def test_a_not_yet_ends_it_and_what_is_done_is_no_longer_there():
    told = [put(1), Entry(2, NOT_YET, "council", "Too soon", {"put": 1})]
    assert puts(told) == []
    assert puts([put(1)], done={1}) == []
    assert puts([agree(2, "council", 99)]) == []


def test_a_not_yet_after_agreeing_is_told_with_its_words():
    from tilth.agree.issues.together import Put, _answered

    first = Put(1, "way", "x", "homes", {}, frozenset({"homes"}))
    found = _answered(first, Entry(2, NOT_YET, "council", "Too soon", {"put": 1}))
    assert found.against == (("council", "Too soon"),)
    assert found.waits_for(OWNERS) == ()
    assert not settled(found, ("homes",))


@given(st.lists(st.sampled_from(OWNERS), max_size=6))
def test_one_partner_counts_once_however_often_it_agrees(partners):
    told = [put(1), *(agree(at + 2, who, 1) for at, who in enumerate(partners))]
    (found,) = puts(told)
    assert settled(found, OWNERS) is ({"homes", *partners} == set(OWNERS))


@pytest.mark.parametrize(
    ("what", "stage", "may"),
    [
        ("reframe", "surfaced", False),
        ("reframe", "understood", True),
        ("reframe", "reframed", True),
        ("way", "understood", False),
        ("way", "reframed", True),
        ("review", "reframed", False),
        ("review", "agreed", True),
        ("rest", "surfaced", True),
        ("rest", "parked", False),
        ("rest", "reviewed", False),
    ],
)
def test_B_244_what_can_be_put_follows_the_stages(what, stage, may):
    """B-244."""
    assert (may_put((stage, "owners"), what, "words", OWNERS, ()) == "") is may


def test_every_stage_but_the_first_two_is_reached_together():
    assert set(LEADS_TO.values()) == set(ISSUE_STAGES) - {"surfaced", "understood"}
    assert set(LEADS_TO) < set(WHAT)


def test_what_cannot_be_put_is_refused_in_words():
    issue = ("agreed", "partnership")
    waiting = puts([put(1, what="review"), put(2, what="hold", value="club")])
    assert "That cannot" in may_put(issue, "delete", "x", OWNERS, ())
    assert "with the owners already" in may_put(issue, "review", "x", OWNERS, waiting)
    assert "with the owners already" in may_put(issue, "hold", "club", OWNERS, waiting)
    assert may_put(issue, "hold", "hospital", OWNERS, waiting) == ""
    assert "hold it already" in may_put(issue, "hold", "homes", OWNERS, ())
    assert may_put(issue, "open", "public", OWNERS, ()) == ""
    assert "cannot be unread" in may_put(issue, "open", "owners", OWNERS, ())
    assert may_put(issue, "rest", "  ", OWNERS, ()) == "Say why it rests"
    assert may_put(issue, "review", "", OWNERS, ()) == "Write it in words"
