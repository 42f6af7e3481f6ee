"""The balance of one thing members give: who stands out against chance, who is silent. P-042."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tilth.agree.balance import Given, Member, balance, influence, sentence
from tilth.agree.balance.balance import enough
from tilth.agree.balance.sentences import together

TABLE = [
    Member("charities", "voluntary"),
    Member("club", "sport"),
    Member("council", "council", True),
    Member("homes", "housing"),
    Member("hospital", "nhs", True),
]
NAMES = {one.slug: one.slug.title() for one in TABLE}


def rng():
    return np.random.default_rng(3)


def of(members=TABLE, **counts):
    given = [Given(f"m{at}", who, 1) for who, n in counts.items() for at in range(n)]
    return balance(given, members, rng=rng())


def test_P_042_who_made_more_than_chance_stands_out_and_the_silent_are_counted():
    """P-042, P-046: dominance is told against chance; large public bodies together too."""
    found = of(hospital=12, council=5, homes=2, club=2)
    assert found.standing_out == ("hospital",)
    assert found.silent == ("charities",)
    assert found.up_to == 9
    assert sentence("proposals", found, NAMES) == (
        "Hospital made 12 of 21 proposals; by chance alone one partner would make up to 9."
    )
    assert found.large.standing_out
    assert together("proposals", found) == (
        "The 2 large public bodies together made 17 of 21 proposals; "
        "by chance alone they would make up to 13."
    )


def test_chance_is_never_called_dominance():
    found = of(hospital=7, council=5, homes=4, club=3, charities=2)
    assert found.standing_out == ()
    assert sentence("speaking", found, NAMES) == (
        "No partner stands out: Hospital took 7 of 21 turns to speak. "
        "By chance alone one partner would take up to 9."
    )


def test_P_042_equal_partners_are_rarely_told_that_one_dominates():
    """The band holds: were all alike, at most 1 cycle in 40 would name somebody."""
    draws, named = np.random.default_rng(11), 0
    for _ in range(400):
        counts = draws.multinomial(21, [0.2] * 5)
        given = [Given("m", one.slug, int(n)) for one, n in zip(TABLE, counts, strict=True)]
        named += bool(balance(given, TABLE, rng=rng()).standing_out)
    assert named <= 400 * 0.025 + 3 * math.sqrt(400 * 0.025)


@pytest.mark.parametrize(
    ("contributions", "members", "tell"),
    [(4, 5, False), (5, 5, True), (0, 5, False), (9, 1, False), (5, 2, False), (7, 2, True)],
)
def test_too_few_are_too_few_to_tell(contributions, members, tell):
    assert enough(contributions, members) is tell


def test_too_few_have_amounts_and_no_figure():
    found = of(hospital=3)
    assert (found.enough, found.figures, found.standing_out) == (False, {}, ())
    assert sentence("agenda", found, NAMES) == "Too few to tell: 3 agenda items among 5 partners."
    assert sentence("carried", of(hospital=1), NAMES) == (
        "Too few to tell: 1 carried decision among 5 partners."
    )
    assert sentence("proposals", of(), NAMES) == "Nothing to tell yet: no proposals."
    assert together("proposals", found) == ""


def test_every_figure_has_its_band():
    found = of(hospital=7, council=5, homes=4, club=3, charities=2)
    assert set(found.figures) == {"equality", "evenness", "effective", "largest"}
    for one in found.figures.values():
        assert one.chance.low <= one.chance.high
        assert one.sure.low <= one.value <= one.sure.high or one.sure.low <= one.sure.high


def test_fewer_than_five_meetings_are_too_few_to_say_how_sure():
    given = [Given(f"m{at % 4}", one.slug, 2) for at, one in enumerate(TABLE)]
    found = balance(given, TABLE, rng=rng())
    assert all(one.sure is None for one in found.figures.values())
    assert all(one.chance for one in found.figures.values())


def test_money_is_read_in_pounds_against_chance_of_its_own_sums():
    given = [Given("m", "hospital", 1, 40_000), *[Given("m", "homes", 1, 500)] * 6]
    found = balance(given, TABLE, rng=rng())
    assert found.total == 43_000
    assert sentence("received", found, NAMES).startswith("No partner stands out: Hospital received")
    assert "£40,000 of £43,000" in sentence("received", found, NAMES)
    assert sentence("brought", of(homes=1), NAMES) == (
        "Too few to tell: 1 payment among 5 partners."
    )
    assert sentence("brought", of(homes=2), NAMES) == (
        "Too few to tell: 2 payments among 5 partners."
    )
    assert sentence("received", of(), NAMES) == "Nothing to tell yet: no money."


def test_who_gave_alike_is_told_in_one_breath():
    two, three = of(hospital=4, homes=4, club=1), of(hospital=3, homes=3, club=3)
    assert "Homes and Hospital took 4 each, of 9 turns" in sentence("speaking", two, NAMES)
    assert "3 partners took 3 each, of 9 turns" in sentence("speaking", three, NAMES)
    both = of(hospital=30, homes=30)
    assert sentence("speaking", both, NAMES).startswith("Homes took 30 and Hospital took 30 of 60")


amounts = st.lists(st.integers(0, 9), min_size=5, max_size=5)


@settings(max_examples=40, deadline=None)
@given(amounts, st.permutations(range(5)))
def test_partners_are_anonymous(counts, order):
    slugs = [one.slug for one in TABLE]
    told = [Given("m", slug, n) for slug, n in zip(slugs, counts, strict=True)]
    other = [Given("m", slugs[to], n) for to, n in zip(order, counts, strict=True)]
    plain = [Member(slug) for slug in slugs]
    a, b = (balance(some, plain, rng=rng()) for some in (told, other))
    assert sorted(a.amounts.values()) == sorted(b.amounts.values())
    assert len(a.standing_out) == len(b.standing_out)
    for name, one in a.figures.items():
        assert one.chance == b.figures[name].chance
        assert one.value == pytest.approx(b.figures[name].value)


@settings(max_examples=40, deadline=None)
@given(amounts.filter(lambda c: sum(c) >= 5))
def test_a_contribution_more_never_takes_away_from_who_stands_out_alone(counts):
    slugs = [one.slug for one in TABLE]
    told = [Given("m", slug, n) for slug, n in zip(slugs, counts, strict=True)]
    found = balance(told, TABLE, rng=rng())
    assert all(found.amounts[s] > found.up_to for s in found.standing_out)
    assert found.contributions == sum(counts)
    assert set(found.silent) == {s for s, n in zip(slugs, counts, strict=True) if not n}


@pytest.mark.parametrize(
    ("given", "members", "why"),
    [
        ([Given("m", "stranger")], TABLE, "no members: stranger"),
        ([Given("m", "homes", -1)], TABLE, "fewer than none"),
        ([Given("m", "homes", 1, 0)], TABLE, "of no size"),
        ([], [*TABLE, TABLE[0]], "told twice"),
    ],
)
def test_what_cannot_be_is_refused(given, members, why):
    with pytest.raises(ValueError, match=why):
        balance(given, members, rng=rng())


def test_where_all_are_large_public_bodies_nothing_is_told_of_them_together():
    large = [Member(one.slug, one.sector, True) for one in TABLE]
    assert of(large, hospital=9, homes=2).large is None
    one = [Member(m.slug, m.sector, m.slug == "hospital") for m in TABLE]
    assert together("speaking", of(one, hospital=9, homes=2)).startswith(
        "The large public body took"
    )


def test_what_was_raised_and_adopted_has_wilsons_limits():
    """Wilson's interval of 8 of 10, as published: 0.490 to 0.943 (Agresti and Coull 1998)."""
    told = influence({"homes": (10, 8), "club": (2, 2), "hospital": (0, 0)})
    assert list(told.index) == ["club", "homes", "hospital"]
    assert told.loc["homes", ["share", "lower", "upper"]].tolist() == pytest.approx(
        [0.8, 0.490, 0.943], abs=5e-4
    )
    assert told.loc[["club", "hospital"], ["share", "lower", "upper"]].isna().all(axis=None)
    with pytest.raises(ValueError, match="must have been raised"):
        influence({"homes": (1, 2)})
