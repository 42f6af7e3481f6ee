"""People two partners both look after: what opens it to both, until when, and why not."""

import datetime

import pytest

from tilth.agree.partners.caseload import Sent, Shares, footing, shut

ON = datetime.date(2026, 3, 31)
DAY = datetime.timedelta(days=1)
LATER = ON + 365 * DAY


def sends(partner, *purposes, until=LATER, closed="", name=""):
    return Sent(name or f"{partner}_list", partner, frozenset(purposes), until, closed)


def shares(*bound, purposes=("care",), until=LATER, sources=("nurses_list", "charity_list")):
    told = frozenset(bound), frozenset(sources), frozenset(purposes)
    return Shares("Looking after people together", "/agree/agreement/x/", *told, until)


BOTH = [sends("nurses", "care", "plan"), sends("charity", "care")]


def found(sent=BOTH, agreements=(), on=ON):
    return footing("nurses", "charity", sent, agreements, "care", on)


def test_P_152_an_agreement_that_binds_both_opens_it_until_the_first_of_its_last_days():
    """P-152: right access for each; what one of them sends for a shorter time ends it sooner."""
    whole = shares("nurses", "charity")
    assert found(agreements=[whole]).under == (whole,)
    assert found(agreements=[whole]).until == LATER
    shorter = [BOTH[0], sends("charity", "care", until=ON + 9 * DAY)]
    assert found(shorter, [whole]).until == ON + 9 * DAY
    assert found(agreements=[shares("nurses", "charity", until=ON + DAY)]).until == ON + DAY
    assert found(agreements=[shares("nurses", "charity", until=None)]).until == LATER


NAMES_BOTH = shares("nurses", "charity")


@pytest.mark.parametrize(
    ("sent", "agreement", "why", "of"),
    [
        ([BOTH[0]], NAMES_BOTH, "nothing sent", "charity"),
        ([BOTH[0], sends("charity", "plan")], NAMES_BOTH, "not for this", "charity"),
        ([BOTH[0], sends("charity", "care", closed="lapsed")], NAMES_BOTH, "closed", "charity"),
        ([sends("nurses", "care", until=ON - DAY), BOTH[1]], NAMES_BOTH, "closed", "nurses"),
        (BOTH, shares("nurses", "council"), "no agreement", ""),
        (BOTH, shares("nurses", "charity", purposes=("plan",)), "no agreement", ""),
        (BOTH, shares("nurses", "charity", sources=("nurses_list",)), "no agreement", ""),
    ],
)  # fmt: skip
def test_P_152_what_is_missing_on_either_side_closes_it_and_is_said(sent, agreement, why, of):
    one = found(sent, [agreement])
    assert (one.under, one.why, one.of) == ((), why, of)


def test_a_count_rests_on_every_source_the_release_read_and_on_no_other():
    sent = [*BOTH, sends("charity", "plan", closed="lapsed", name="new_list")]
    assert shut("nurses", "charity", sent, ["nurses_list", "charity_list"], ON) == []
    assert shut("nurses", "charity", sent, ["nurses_list", "new_list"], ON) == [sent[2]]
    assert shut("nurses", "council", sent, ["nurses_list", "new_list"], ON) == []
