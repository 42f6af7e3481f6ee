"""Relations over time: each side in its own words, the last of a quarter, never a mean."""

import datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilth.agree.network import relations
from tilth.agree.network.relations import QUALITIES, Word, pairs, quarter, standing
from tilth.agree.network.seen import enough, lines, side, strained

D = datetime.date
A, B, C = "partner:a", "partner:b", "partner:c"
DAYS = st.dates(D(2022, 1, 1), D(2026, 12, 31))
SCORES = st.none() | st.integers(1, 5)


DAY = D(2026, 1, 10)


def word(one=A, other=B, on=DAY, **told):
    return Word(one, other, on, **told)


@st.composite
def said(draw):
    """Some words of three partners on any days."""
    found = []
    for number in range(draw(st.integers(0, 15))):
        one, other = draw(st.permutations([A, B, C]))[:2]
        told = {quality: draw(SCORES) for quality in QUALITIES}
        found.append(Word(one, other, draw(DAYS), number=number, **told))
    return found


def slow_standing(words, on):
    """The last word of the last quarter, asked the long way."""
    found = {}
    told = [w for w in words if w.on <= on and w.says_something]
    for side_ in {(w.one, w.other) for w in told}:
        mine = [w for w in told if (w.one, w.other) == side_]
        last = max(quarter(w.on) for w in mine)
        found[side_] = max(
            (w for w in mine if quarter(w.on) == last), key=lambda w: (w.on, w.number)
        )
    return found


@given(said(), DAYS)
def test_what_stands_equals_a_slow_twin(words, on):
    """B-234: trust over time, the latest per side and quarter."""
    assert standing(words, on) == slow_standing(words, on)


@given(said(), DAYS)
def test_a_pair_shows_the_very_words_of_each_side_and_no_mean(words, on):
    now = standing(words, on)
    for pair in pairs(now):
        assert pair.a < pair.b
        assert pair.from_a is now.get((pair.a, pair.b))
        assert pair.from_b is now.get((pair.b, pair.a))


@given(said(), DAYS, DAYS)
def test_changes_lead_from_what_stood_to_what_stands(words, one, other):
    """B-108: how stance and trust moved between two dates."""
    since, until = sorted((one, other))
    before, after = standing(words, since), standing(words, until)
    found = {(c.one, c.other, c.quality): c for c in relations.changes(words, since, until)}
    for at in set(before) | set(after):
        for quality in QUALITIES:
            was = getattr(before.get(at), quality, None)
            now = getattr(after.get(at), quality, None)
            assert ((*at, quality) in found) == (was != now)
    assert all((c.before, c.after) != (None, None) for c in found.values())


@given(said())
def test_every_side_is_counted_once_a_quarter(words):
    rows = relations.over_time(words, "trust", D(2022, 1, 1), D(2026, 12, 31))
    assert [row["quarter"] for row in rows] == relations.quarters(D(2022, 1, 1), D(2026, 12, 31))
    for row in rows:
        sides = standing(words, relations.quarter_end(row["quarter"]))
        assert row["low"] + row["middle"] + row["high"] + row["untold"] == len(sides)


@given(DAYS)
def test_a_day_lies_in_its_quarter(day):
    end = relations.quarter_end(quarter(day))
    assert day <= end
    assert quarter(end) == quarter(day)
    assert quarter(end + datetime.timedelta(days=1)) != quarter(day)


def test_a_later_word_of_the_same_quarter_takes_the_place_of_the_earlier():
    words = [word(on=D(2026, 1, 10), trust=2), word(on=D(2026, 3, 9), trust=4)]
    assert standing(words, D(2026, 3, 31))[A, B].trust == 4
    assert standing(words, D(2026, 2, 1))[A, B].trust == 2
    assert standing(words, D(2025, 12, 31)) == {}


def test_one_side_only_and_seen_differently_are_told():
    (alone,) = pairs(standing([word(collaboration=4)], D(2026, 2, 1)))
    assert alone.one_sided
    assert not alone.both
    assert alone.differ == ()
    both = [
        word(collaboration=4, trust=5, stance="supportive", strain=4),
        word(B, A, collaboration=1, trust=4, stance="opposed"),
    ]
    (pair,) = pairs(standing(both, D(2026, 2, 1)))
    assert pair.one_sided
    assert pair.differ == ("collaboration", "stance")
    assert strained(pair)
    (told_alone,) = pairs(standing([word(strain=5)], D(2026, 2, 1)))
    assert not strained(told_alone)


def test_how_long_they_have_worked_together():
    words = [word(began=D(2019, 5, 1)), word(B, A, began=D(2018, 2, 11))]
    (pair,) = pairs(standing(words, D(2026, 2, 10)))
    assert pair.began == D(2018, 2, 11)
    assert pair.years(D(2026, 2, 10)) == 7
    assert pair.years(D(2026, 2, 11)) == 8
    assert pair.years(D(2017, 1, 1)) is None


def test_a_tie_is_vertical_where_either_side_says_so():
    """B-074: horizontal and vertical ties."""
    words = [word(trust=3), word(B, A, trust=3, type="vertical")]
    (pair,) = pairs(standing(words, D(2026, 2, 10)))
    assert pair.type == "vertical"


def test_a_partner_says_its_own_stance_and_may_change_it():
    """P-069: a stance, told openly, that may change; the same again within a quarter replaces."""
    words = [
        word(A, A, D(2024, 1, 5), stance="opposed", number=1),
        word(A, A, D(2024, 2, 5), stance="ambivalent", number=2),
        word(A, A, D(2024, 8, 5), stance="ambivalent", number=3),
        word(A, A, D(2025, 8, 5), stance="supportive", number=4),
        word(A, A, D(2027, 8, 5), stance="opposed", number=5),
    ]
    found = relations.own_stance(words, D(2026, 1, 1))[A]
    assert [one.stance for one in found] == ["ambivalent", "supportive"]
    assert standing(words, D(2026, 1, 1)) == {}


def test_ties_are_as_strong_as_their_side_says_and_acts_count_one():
    words = [word(collaboration=5), word(B, A, collaboration=1), word(C, A, trust=5)]
    found = relations.ties([A, B, C], standing(words, D(2026, 2, 1)), {(B, C), (A, "partner:x")})
    np.testing.assert_array_equal(found, [[0, 5, 0], [0, 0, 1], [0, 1, 0]])


@given(said(), DAYS, st.sampled_from([A, B, C, ""]))
def test_AC_nobody_reads_what_the_other_side_said_before_both_have_spoken(words, on, reader):
    """P-055: answers are read by others only once both have answered, and then as thirds."""
    for pair in pairs(standing(words, on)):
        for line in lines(pair, reader):
            for who, text in ((pair.a, line.from_a), (pair.b, line.from_b)):
                if who == reader:
                    assert text in ("", *relations.SCALE.values())
                elif pair.both:
                    assert text in ("", "low", "middle", "high")
                else:
                    assert text == ""


def test_AC_of_one_side_others_learn_that_it_spoke_and_no_more():
    (pair,) = pairs(standing([word(collaboration=4, trust=1)], D(2026, 2, 1)))
    assert lines(pair, B) == []
    assert [line.from_a for line in lines(pair, A)] == ["much", "not at all"]
    assert side(pair.from_a).together
    assert not side(pair.from_b).spoken


def test_sums_wait_for_three():
    two = standing([word(trust=3), word(B, A, trust=3)], D(2026, 2, 1))
    three = two | standing([word(C, A, trust=3)], D(2026, 2, 1))
    assert not enough(two)
    assert enough(three)


@pytest.mark.parametrize(
    ("told", "said_"),
    [
        ({"trust": 6}, "from 1 to 5"),
        ({"strain": 0}, "from 1 to 5"),
        ({"stance": "cross"}, "stance"),
        ({"type": "diagonal"}, "diagonal"),
    ],
)
def test_a_word_that_cannot_be_is_refused(told, said_):
    with pytest.raises(ValueError, match=said_):
        word(**told)
