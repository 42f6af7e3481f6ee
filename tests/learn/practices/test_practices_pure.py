"""What a practice rests on, what was changed, how it spreads, and things side by side."""

import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import NO_SHARED
from tilth.agree.partners.sectors import sectors
from tilth.learn.conditions.says import Say
from tilth.learn.practices.changes import says_nothing, why_not
from tilth.learn.practices.comparing import side_by_side
from tilth.learn.practices.domains import DOMAINS, held
from tilth.learn.practices.fragility import ALONE, KINDS, YEAR, Support, fragility
from tilth.learn.practices.samples import samples
from tilth.learn.practices.soil import beside
from tilth.learn.practices.spread import Arrival, undated, what_became, year_by_year
from tilth.learn.practices.weeds import Met, grouped, tallied

DAY = datetime.date(2026, 3, 2)
FOUNDING = Path(__file__).parents[4] / "shared" / "founding"
UNHURRIED = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)  # fmt: skip
SUPPORTS = st.lists(
    st.builds(
        Support,
        on=st.sampled_from(["a", "b", "c"]),
        kind=st.sampled_from(sorted(KINDS)),
        until=st.none() | st.dates(DAY - 2 * YEAR, DAY + 3 * YEAR),
    ),
    max_size=8,
)


def test_P_136_fragility_says_what_stands_alone_and_what_ends():
    """P-136: the funders, people, contracts and links a practice rests on."""
    rests = [
        Support("Public health grant", "funder", datetime.date(2026, 9, 30)),
        Support("Club foundation", "funder", datetime.date(2029, 3, 31)),
        Support("The coach who began it", "person"),
        Support("The pitch", "place"),
        Support("Link workers", "link", datetime.date(2026, 1, 31)),
    ]
    found = fragility(rests, DAY)
    assert [one.why for one in found.supports] == [
        ("it ends within a year",),
        (),
        ("it is the only person",),
        (),
        ("it has ended",),
    ]
    assert (found.at_risk, found.told, found.word, found.undated) == (3, 5, "most", 2)
    assert found.share == pytest.approx(0.6)


def test_P_136_nothing_told_is_unknown_and_never_steady():
    assert fragility([], DAY).word == "unknown"
    assert fragility([], DAY).share is None
    two = [Support("a", "funder"), Support("b", "funder")]
    assert fragility(two, DAY).word == "steady"
    assert fragility([Support("a", "person")], DAY).word == "all"
    assert fragility([Support("a", "person"), Support("b", "place")], DAY).word == "some"


@UNHURRIED
@given(SUPPORTS)
def test_fragility_agrees_with_a_slow_twin(rests):
    slow = 0
    for number, one in enumerate(rests):
        ends = one.until is not None and (one.until - DAY).days <= 365
        others = [other for at, other in enumerate(rests) if at != number]
        alone = one.kind in ALONE and not [other for other in others if other.kind == one.kind]
        slow += bool(ends or alone)
    found = fragility(rests, DAY)
    assert found.at_risk == slow
    assert found.share is None if not rests else 0 <= found.share <= 1


@UNHURRIED
@given(SUPPORTS)
def test_a_second_lasting_support_of_a_kind_never_makes_it_more_fragile(rests):
    more = [*rests, *(Support("another", kind) for kind in {one.kind for one in rests})]
    assert fragility(more, DAY).at_risk <= fragility(rests, DAY).at_risk


def test_B_081_what_was_changed_is_said_and_never_only_repeated():
    """B-081: no copy without a change."""
    known = ["Walk to the ground together, every Saturday morning."]
    for empty in ("", "  ", "Nothing.", "n/a", "Same as before", "No changes", "more walks"):
        assert why_not(empty, known), empty
    for repeated in ("walk to the ground together", "WALK to the ground, together: every Saturday"):
        assert "repeats" in why_not(repeated, known)
    assert not why_not("We walk on Sunday, and to the market instead of the ground", known)
    assert says_nothing("Nothing was changed")
    assert not says_nothing("We moved it to the library")
    assert not says_nothing("")


def test_conditions_of_the_new_place_stand_beside_those_needed():
    day = datetime.date
    found = [
        Say("trust", day(2025, 1, 1), "absent", area=""),
        Say("trust", day(2025, 1, 1), "partly", area="N1"),
        Say("trust", day(2026, 1, 1), "present", area="N1"),
        Say("money", day(2026, 1, 1), "absent", area=""),
    ]
    rows = beside(["trust", "champion", "money"], found, "N1")
    assert [(code, state, own) for code, state, _, own in rows] == [
        ("money", "absent", False),
        ("champion", "unknown", False),
        ("trust", "present", True),
    ]
    nearest = [*found, Say("money", day(2024, 1, 1), "partly", area="P1")]
    assert beside(["money"], nearest, "N1", ["P1"])[0][1] == "partly"


def test_P_204_the_record_of_spread_counts_what_became_of_each_attempt():
    """P-204: attempted roll-outs and what became of them."""
    came = [
        Arrival("roll-out", "failed", "Ashdown", 2021, changed=False),
        Arrival("roll-out", "failed", "Bexcombe", 2021),
        Arrival("transplant", "rooted", "Ashdown", 2023),
        Arrival("trial", "planned", "Copsley"),
    ]
    table = what_became(came)
    assert table["roll-out"]["failed"] == 2
    assert table["transplant"]["rooted"] == 1
    assert sum(sum(row.values()) for row in table.values()) == len(came)
    assert year_by_year(came) == [(2021, 2, 2), (2022, 0, 2), (2023, 1, 2)]
    assert undated(came) == 1
    assert year_by_year([]) == []


def test_P_084_side_by_side_says_what_is_shared_and_leaves_out_what_nobody_told():
    """P-084: described, not ranked."""
    rows = side_by_side(
        [
            {"Principles": ["Listen first", "Start small"], "Values": [], "Speed": ["Slowly"]},
            {"Principles": ["listen first"], "Values": [], "Speed": []},
        ]
    )
    assert [row.name for row in rows] == ["Principles", "Speed"]
    assert rows[0].shared == ("Listen first",)
    assert rows[0].differ
    assert not rows[1].differ
    assert rows[1].untold == 1
    for wrong in ([{}], [{}] * 5):
        with pytest.raises(ValueError, match="two to four"):
            side_by_side(wrong)


def test_B_082_barriers_of_several_areas_come_first_and_count_each_record_once():
    """B-082: common barriers across places, grouped."""
    met = [
        Met("targets", "N1", "story", "story:a"),
        Met("targets", "N1", "story", "story:a"),
        Met("power", "N1", "story", "story:a"),
        Met("power", "N2", "condition", "condition:1"),
        Met("budgets", "", "passage", "passage:1"),
        Met("budgets", "N2", "issue", "issue:I-1"),
    ]
    names = {"power": "Old power", "targets": "Targets", "budgets": "Two budgets"}
    weeds = grouped(tallied(met), names)
    assert [(one.code, one.common, one.records) for one in weeds] == [
        ("power", True, 2),
        ("targets", False, 1),
        ("budgets", False, 2),
    ]
    assert weeds[0].areas == {"N1": 1, "N2": 1}


def test_B_193_every_sample_says_where_its_words_come_from():
    """B-193, B-184: Alvanley and Stockport, with only what the essay says."""
    known = samples()
    assert {"alvanley", "stockport", "woodley", "local_pilot"} <= set(known)
    for one in known.values():
        assert one.quotes
        assert one.unsaid
        assert set(one.inspired_by) <= set(known)
    assert known["stockport"].kind == "story"


@pytest.mark.skipif(not FOUNDING.is_dir(), reason=NO_SHARED)
def test_every_quote_of_a_sample_stands_in_the_essay():
    essay = " ".join(" ".join(one.read_text() for one in FOUNDING.glob("*.txt")).split())
    for one in samples().values():
        for quote in one.quotes:
            assert quote in essay, (one.name, quote)


def test_P_137_every_domain_is_held_by_sectors_that_are_defined():
    """P-137: the domains and partners that sustain a practice."""
    assert {sector for held_by in DOMAINS.values() for sector in held_by} <= set(sectors().sector)
    found = held(["homes", "moving more", "beekeeping"], {"B": "housing", "A": "housing"})
    assert found == {"homes": ["A", "B"], "moving more": [], "beekeeping": []}
