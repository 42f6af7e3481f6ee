"""A cut follows the grants: nothing at least, all at most, and no pound is lost twice."""

from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tilth.agree.levels.cutting import WAYS, Grant, knock_on
from tilth.agree.levels.knock_picture import dependence, drawn

NAMES = "abcdef"


def grants(*told):
    """Grants told as ("a", "b", 100)."""
    return [Grant(giver, receiver, Decimal(amount)) for giver, receiver, amount in told]


def lost(rows, way):
    return {row["slug"]: row[f"{way}_lost"] for row in rows if row[f"{way}_lost"]}


def test_P_102_a_cut_reaches_a_charity_through_the_council():
    """P-102."""
    some = grants(("system", "council", 1000), ("council", "charity", 200))
    rows = knock_on(some, {"council": Decimal(2000), "charity": Decimal(400)}, "system",
                    Decimal(500))  # fmt: skip
    assert lost(rows, "none") == {"council": 500}
    assert lost(rows, "even") == {"council": 500, "charity": 50}
    assert lost(rows, "all") == {"council": 500, "charity": 200}
    told = {row["slug"]: row for row in rows}
    assert told["charity"]["even_share"] == Decimal("12.5")
    assert told["council"]["all_kept"] == 300
    assert told["charity"]["all_kept"] == 200


def test_a_cut_falls_on_each_grant_in_proportion_or_on_one():
    some = grants(("a", "b", 300), ("a", "c", 100))
    assert lost(knock_on(some, {}, "a", Decimal(40)), "none") == {"b": 30, "c": 10}
    assert lost(knock_on(some, {}, "a", Decimal(40), to="c"), "none") == {"c": 40}


def test_one_whose_income_is_not_known_passes_nothing_on_in_the_middle():
    some = grants(("a", "b", 100), ("b", "c", 50))
    rows = knock_on(some, {"b": None}, "a", Decimal(100))
    assert lost(rows, "even") == {"b": 100}
    assert lost(rows, "all") == {"b": 100, "c": 50}
    assert rows[0]["even_share"] is None


def test_a_ring_of_grants_ends_when_its_grants_are_used_up():
    """All is passed round and round, until the smaller grant of the two is gone."""
    ring = grants(("a", "b", 100), ("b", "c", 60), ("c", "b", 50))
    rows = knock_on(ring, {}, "a", Decimal("0.01"))
    told = {row["slug"]: row for row in rows}
    assert told["b"]["all_passed"] == Decimal("50.01")
    assert told["c"]["all_passed"] == 50
    assert told["c"]["all_kept"] == Decimal("0.01")


def test_a_ring_behind_others_is_found_and_what_leaves_it_is_told():
    some = grants(("a", "b", 100), ("b", "c", 40), ("b", "e", 40), ("c", "d", 30), ("d", "c", 20))
    told = {row["slug"]: row for row in knock_on(some, {}, "a", Decimal(50))}
    assert (told["b"]["all_passed"], told["e"]["all_lost"]) == (50, 25)
    assert (told["c"]["all_passed"], told["d"]["all_passed"]) == (30, 20)
    assert told["c"]["all_lost"] == 45
    assert sum(row["all_kept"] for row in told.values()) == 50


def test_whoever_cuts_does_not_cut_again_when_a_loss_comes_back():
    some = grants(("a", "b", 100), ("b", "a", 100))
    rows = knock_on(some, {"b": Decimal(100)}, "a", Decimal(80))
    assert lost(rows, "all") == {"a": 80, "b": 80}
    assert {row["slug"]: row["all_kept"] for row in rows} == {"a": 80, "b": 0}


def test_no_cut_touches_nobody():
    assert knock_on(grants(("a", "b", 5)), {}, "a", Decimal(0)) == []


@pytest.mark.parametrize(
    ("amount", "words"), [(-1, "less than nothing"), (101, "more than the grants")]
)
def test_a_cut_that_cannot_be_is_refused(amount, words):
    with pytest.raises(ValueError, match=words):
        knock_on(grants(("a", "b", 100)), {}, "a", Decimal(amount))


def test_grants_that_cannot_be_are_refused():
    with pytest.raises(ValueError, match="less than nothing"):
        Grant("a", "b", Decimal(-1))
    with pytest.raises(ValueError, match="to itself"):
        Grant("a", "a", Decimal(1))


def slow(some, incomes, cutter, amount, way, rounds=4000):
    """What each loses, by passing losses round and round until nothing moves any more."""
    gives = {}
    for one in some:
        gives[one.giver, one.receiver] = gives.get((one.giver, one.receiver), 0.0) + float(
            one.amount
        )
    first = {r: a for (g, r), a in gives.items() if g == cutter}
    direct = {r: float(amount) * a / sum(first.values()) for r, a in first.items()}
    room = {g: sum(a for (h, _), a in gives.items() if h == g) for g, _ in gives if g != cutter}
    losses = dict(direct)
    for _ in range(rounds):
        after = dict(direct)
        for giver, whole in room.items():
            loss = losses.get(giver, 0.0)
            if way == "none" or (way == "even" and incomes.get(giver) is None):
                continue
            part = whole / max(float(incomes[giver]), whole) if way == "even" else 1.0
            passed = min(whole, part * loss)
            for (g, r), a in gives.items():
                if g == giver:
                    after[r] = after.get(r, 0.0) + passed * a / whole
        if all(abs(after[k] - losses.get(k, 0.0)) < 1e-9 for k in after):
            return after
        losses = after
    return None


NETS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES), st.integers(1, 60)),
    min_size=1, max_size=10,
).map(lambda some: [Grant(g, r, Decimal(a)) for g, r, a in some if g != r])  # fmt: skip
INCOMES = st.fixed_dictionaries(
    {name: st.one_of(st.none(), st.integers(1, 300).map(Decimal)) for name in NAMES}
)


@settings(max_examples=150, deadline=None)
@given(NETS, INCOMES, st.integers(1, 100))
def test_losses_are_those_found_by_passing_them_on_by_hand(net, incomes, part):
    whole = sum(one.amount for one in net if one.giver == "a")
    if not whole:
        return
    amount = (whole * part / 100).quantize(Decimal("0.01"))
    rows = knock_on(net, incomes, "a", amount)
    for way in WAYS:
        by_hand = slow(net, incomes, "a", amount, way)
        if by_hand is None:
            continue
        told = {row["slug"]: float(row[f"{way}_lost"]) for row in rows}
        for slug in {*told, *by_hand}:
            assert told.get(slug, 0.0) == pytest.approx(by_hand.get(slug, 0.0), abs=0.02)


@settings(max_examples=100, deadline=None)
@given(NETS, INCOMES, st.integers(0, 100), st.integers(0, 100))
def test_bounds_hold_a_larger_cut_never_does_less_and_no_pound_is_lost_twice(net, incomes, p, q):
    whole = sum((one.amount for one in net if one.giver == "a"), Decimal(0))
    small, large = sorted((whole * p / 100, whole * q / 100))
    less = {row["slug"]: row for row in knock_on(net, incomes, "a", small)}
    more = {row["slug"]: row for row in knock_on(net, incomes, "a", large)}
    cent = Decimal("0.01")
    for slug, row in more.items():
        assert row["none_lost"] <= row["even_lost"] <= row["all_lost"]
        got = sum(one.amount for one in net if one.receiver == slug)
        assert row["all_lost"] <= got
        for way in WAYS:
            assert row[f"{way}_kept"] >= 0
            before = less.get(slug, {}).get(f"{way}_lost", Decimal(0))
            assert before <= row[f"{way}_lost"]
    for way in WAYS:
        borne = sum((row[f"{way}_kept"] for row in more.values()), Decimal(0))
        assert abs(borne - large) <= cent * (len(more) + 1)


def test_the_picture_says_what_the_table_says_at_every_width():
    some = grants(("a", "b", 1000), ("b", "c", 500), ("c", "b", 20))
    rows = knock_on(some, {"b": Decimal(2000)}, "a", Decimal(800))
    names = {"a": "Health & Care <Trust>", "b": "Council", "c": "Circle of Small Charities"}
    for width in (340, 760):
        svg = drawn(some, rows, "a", names, amount=Decimal(800), width=width)
        root = ElementTree.fromstring(svg)
        said = " ".join(node.text for node in root.iter() if node.text)
        assert "Health & Care" in said
        assert "gives £800 less a year" in said
        assert "loses £0 at least" in said
        assert "at most" in said
        assert root.get("role") == "img"
        assert "style=" not in svg
        whole = dependence(some, {"b": Decimal(2000)}, names, width=width)
        root = ElementTree.fromstring(whole)
        said = " ".join(node.text for node in root.iter() if node.text)
        assert "gets £1,020 in grants, 51% of its income; gives £500" in said
        assert "its income is not known" in said
        assert whole.count("<path") == 6
    assert dependence([], {}, names, width=340) == ""
    assert drawn(some, [], "a", names, amount=Decimal(0), width=340) == ""
