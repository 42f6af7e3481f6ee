"""Each partner's own newest word is kept; two days side by side tell what changed and why."""

import datetime

import pytest

from tilth.learn.conditions.says import Say, between, counted, newest, state_of

MARCH, MAY, JULY = (datetime.date(2026, month, 1) for month in (3, 5, 7))


def test_each_partner_has_its_own_newest_word_and_disagreement_is_kept():
    says = [
        Say("trust", MARCH, "absent", "homes", number=1),
        Say("trust", MAY, "present", "homes", number=2),
        Say("trust", MAY, "present", "club", number=3),
        Say("trust", MARCH, "present", "council", number=4),
        Say("trust", MAY, "absent", "charities", number=5),
        Say("trust", JULY, "unknown", "hospital", number=6),
    ]
    found = newest(says)["trust"]
    assert counted(found) == "3 say it is there, 1 says it is not there, 1 says they cannot tell"
    assert state_of(found) == "differ"
    assert counted(newest(says, MARCH)["trust"]) == "1 says it is there, 1 says it is not there"


def test_unknown_neither_agrees_nor_differs_and_none_is_nobody():
    says = [Say("trust", MAY, "unknown", "homes"), Say("trust", MAY, "partly", "club")]
    assert state_of(newest(says)["trust"]) == "partly"
    assert state_of({}) == "unknown"
    assert counted({}) == "nobody has said"


def test_the_later_word_of_one_day_counts():
    says = [Say("t", MAY, "absent", number=2), Say("t", MAY, "present", number=1)]
    assert state_of(newest(says)["t"]) == "absent"


def test_two_days_side_by_side_tell_what_changed_and_why():
    says = [
        Say("trust", MARCH, "absent", "homes", words="Nobody rang back", number=1),
        Say("trust", JULY, "present", "homes", words="They ring on Fridays", number=2),
        Say("time", MARCH, "partly", "homes", number=3),
    ]
    trust, time, gap = between(says, ["trust", "time", "gap"], MAY, JULY)
    assert (trust.before, trust.after, trust.changed) == ("absent", "present", True)
    assert [one.words for one in trust.why] == ["They ring on Fridays"]
    assert (time.changed, time.why) == (False, ())
    assert (gap.before, gap.after, gap.changed) == ("unknown", "unknown", False)
    with pytest.raises(ValueError, match="second day lies before"):
        between(says, ["trust"], JULY, MAY)
