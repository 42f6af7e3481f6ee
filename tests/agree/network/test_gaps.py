"""Acts, coverage, structures, silos, diversity, overlap, contacts and places on the map."""

import datetime
import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tilth.agree.network import acts, contacts, coverage, layout, overlap, silos, structures
from tilth.agree.network.diversity import diversity
from tilth.agree.network.organisations import Organisation
from tilth.agree.network.relations import Word
from tilth.agree.network.structures import Seat

D = datetime.date
SINCE, UNTIL = D(2025, 4, 1), D(2026, 3, 31)


def org(key, sector="voluntary", **told):
    return Organisation(key, key.upper(), sector, **told)


def test_acts_between_two_days_are_counted_for_every_two():
    """B-008: joint programmes, shared posts and links are counted from what was done."""
    done = [
        acts.Act("programme", frozenset("abc"), "Walks", D(2024, 1, 1)),
        acts.Act("joint role", frozenset("ab"), "Lead", D(2025, 1, 1), D(2025, 3, 31)),
        acts.once("conversation", "ab", "Falls", D(2025, 5, 1)),
        acts.once("meeting", "ad", "Board", D(2025, 5, 1)),
    ]
    found = acts.together(done, SINCE, UNTIL)
    assert found["a", "b"] == Counter(programme=1, conversation=1)
    assert found["b", "c"] == Counter(programme=1)
    assert acts.close(found) == {("a", "b"), ("a", "c"), ("b", "c")}
    assert acts.first_day(done)["a", "b"] == D(2024, 1, 1)
    with pytest.raises(ValueError, match="picnic"):
        acts.once("picnic", "ab", "", D(2025, 5, 1))


LIES = {"p1": {"sys"}, "p2": {"sys"}, "n1": {"p1", "sys"}, "n2": {"p2", "sys"}, "sys": set()}


def test_gaps_by_sector_and_place():
    """B-104, B-105, B-106: coverage of places, a gap matrix, gaps highlighted."""
    everyone = [
        org("council", "council", footprint=frozenset({"p1"})),
        org("trust", "hospital", footprint=frozenset({"sys"})),
        org("group", footprint=frozenset({"n2"})),
        org("guest", "housing", footprint=frozenset({"p1"}), state="invited"),
    ]
    found = coverage.coverage(
        everyone,
        ["council", "hospital", "voluntary", "housing", "police"],
        ["p1", "p2"],
        LIES,
        {"p1": {"council", "guest"}},
        {("group", "trust")},
    )
    assert found["council", "p1"].state == "connected"
    assert found["council", "p2"].state == "nobody"
    assert found["hospital", "p1"].state == "not yet"  # it works there, with nobody there
    assert found["hospital", "p2"].connected == ("TRUST",)
    assert found["voluntary", "p2"].connected == ("GROUP",)
    assert found["housing", "p1"].not_yet == ("GUEST",)
    assert found["police", "p1"].state == "nobody"
    assert len(coverage.gaps(found)) == 7


@pytest.mark.parametrize("places", [6, 10])
def test_coverage_of_the_places_of_a_system(places):
    """B-104: connection across six or ten places: each told apart."""
    names = [f"p{n}" for n in range(places)]
    lies = {name: {"sys"} for name in names}
    one = org("a", footprint=frozenset(names[:2]))
    two = org("b", "council", footprint=frozenset({"sys"}))
    found = coverage.coverage([one, two], ["voluntary"], names, lies, {}, {("a", "b")})
    assert [found["voluntary", name].state for name in names] == ["connected"] * 2 + ["nobody"] * (
        places - 2
    )


def test_who_sits_on_several_and_where_the_people_are_the_same():
    """B-120, B-130: cross-membership, and the same people across structures."""
    seats = [
        *(Seat("board", p, f"of {p}") for p in "abcd"),
        *(Seat("forum", p) for p in "abe"),
        Seat("forum", "", "of a"),
        Seat("old", "a", until=D(2020, 1, 1)),
        Seat("new", "a", since=D(2030, 1, 1)),
    ]
    assert structures.on_several(seats, UNTIL) == {
        "a": ["board", "forum"],
        "b": ["board", "forum"],
    }
    assert structures.on_several(seats, UNTIL, "partner") == {"of a": ["board", "forum"]}
    (found,) = structures.overlaps(seats, UNTIL)
    assert (found.shared, found.of_one, found.of_other) == (("a", "b"), 4, 3)
    assert found.same_people
    assert not structures.Overlap("x", "y", ("a",), 1, 1).same_people


def test_silos_are_things_with_one_partner_or_none():
    """P-030: programmes, data and decisions with one partner only."""
    things = [
        silos.Thing("decision", "D-2", "Hall"),
        silos.Thing("programme", "x", "Walks", frozenset({"a", "b"})),
        silos.Thing("programme", "y", "Warm homes", frozenset({"a"})),
        silos.Thing("data", "z", "Lists", frozenset({"a"})),
    ]
    assert [one.key for one in silos.silos(things)] == ["y", "z", "D-2"]
    assert silos.told(things)["programme"] == {"all": 2, "alone": 1}
    with pytest.raises(ValueError, match="party"):
        silos.Thing("party", "p", "P")


def test_diversity_counts_sorts_and_tells_who_is_missing():
    """B-037: four partners, two each of two sectors, are as mixed as two equal sectors."""
    found = diversity(["b", "a", "a", "b"], ("a", "b", "c"))
    assert found.counts == {"a": 2, "b": 2}
    assert found.as_even_as == pytest.approx(2)
    assert found.evenness == pytest.approx(1)
    assert found.missing == ("c",)
    assert diversity([]).as_even_as == 0
    assert math.isnan(diversity(["a"]).evenness)


@given(st.lists(st.sampled_from("abcd"), min_size=1))
def test_diversity_lies_between_one_and_the_number_of_sorts(sorts):
    found = diversity(sorts)
    assert 1 - 1e-12 <= found.as_even_as <= len(set(sorts)) + 1e-12
    assert math.isclose(found.as_even_as, diversity(sorts[::-1]).as_even_as)


PURPOSES = [
    org("a", "sport", purpose="Active lives, neighbours and sport."),
    org("b", "housing", purpose="Warm homes and good neighbours’ company"),
    org("c", "hospital", purpose="Fewer falls", words=("active lives", "Falls")),
    org("d", "hospital", purpose="Fewer falls."),
]


def test_purposes_meet_in_words_both_sides_use():
    """P-031: where purposes overlap, word by word."""
    spots = {spot.word: spot for spot in overlap.sweet_spots(PURPOSES)}
    assert set(spots) == {"neighbour"}
    assert spots["neighbour"].partners == ("A", "B")
    assert spots["neighbour"].sectors == ("housing", "sport")
    found = {(one.one, one.other): one for one in overlap.shared(PURPOSES)}
    assert found["c", "d"].words == ("fall", "fewer")
    assert 0 < found["a", "b"].overlap < found["c", "d"].overlap <= 1
    assert overlap.terms("Sport, sports; the club's", ("Active streets",)) == {
        "sport",
        "club",
        "active street",
    }


@given(st.lists(st.text("abc s", max_size=12), min_size=2, max_size=5))
def test_overlap_is_the_cosine_of_telling_words(texts):
    """Equal to a cosine written out, and between 0 and 1."""
    everyone = [org(f"k{n}", purpose=text) for n, text in enumerate(texts)]
    weight = overlap.telling(everyone)
    for one in overlap.shared(everyone):
        a, b = (overlap.terms(texts[int(key[1:])]) for key in (one.one, one.other))
        x = np.array([weight[w] if w in a else 0 for w in sorted(weight)])
        y = np.array([weight[w] if w in b else 0 for w in sorted(weight)])
        assert one.overlap == pytest.approx(x @ y / np.linalg.norm(x) / np.linalg.norm(y))
        assert set(one.words) == a & b
        assert one.overlap <= 1 + 1e-12


SIDES = [
    org("council", "council", accountability="elected"),
    org("group", accountability="community"),
    org("firm", "economy", accountability="contractual"),
]


def test_contacts_of_both_sides_by_neighbourhood():
    """P-163: contacts between statutory and voluntary by neighbourhood; none is told as none."""
    done = [
        acts.once("conversation", ("council", "group"), "", D(2025, 6, 1), "n1"),
        acts.once("conversation", ("council", "firm"), "", D(2025, 6, 1), "n1"),
        acts.once("meeting", ("council", "group", "x"), "", D(2020, 6, 1), "n1"),
        acts.once("meeting", ("group",), "", D(2025, 6, 1), "n2"),
    ]
    one, two = contacts.contacts(done, SIDES, {"n1": {"n1"}, "n2": {"n2"}}, SINCE, UNTIL)
    assert (one.times, one.kinds) == (1, {"conversation": 1})
    assert (one.statutory, one.community) == (("COUNCIL",), ("GROUP",))
    assert two.times == 0


def test_the_community_side_is_heard_apart():
    """P-151: the relationship as the community side tells it."""
    said = {
        ("group", "council"): Word("group", "council", SINCE, trust=2, strain=5),
        ("council", "group"): Word("council", "group", SINCE, trust=5),
        ("group", "firm"): Word("group", "firm", SINCE, trust=5),
        ("gone", "council"): Word("gone", "council", SINCE, trust=5),
    }
    told, tellers = contacts.from_the_community(said, SIDES)
    assert told["trust"] == Counter(low=1)
    assert told["strain"] == Counter(high=1)
    assert tellers == 1


def test_an_organisation_is_here_between_its_days():
    assert org("a").here(UNTIL)
    assert not org("a", state="left").here(UNTIL)
    gone = org("a", state="left", since=D(2020, 1, 1), until=D(2024, 1, 1))
    assert gone.here(D(2023, 1, 1))
    assert not gone.here(D(2019, 1, 1))
    assert not gone.here(D(2024, 1, 2))


@settings(max_examples=25)
@given(arrays(float, (9, 9), elements=st.sampled_from([0, 0, 0, 1])))
def test_the_map_is_the_same_every_time_and_names_stand_inside(tied):
    np.fill_diagonal(tied, 0)
    one, again = (layout.drawn(tied, rng=np.random.default_rng(20)) for _ in range(2))
    np.testing.assert_array_equal(one, again)
    assert (one[:, 0] >= 80).all()
    assert (one[:, 0] <= 860).all()
    assert (one[:, 1] >= 24).all()
    assert (one[:, 1] <= 536).all()
    away = np.abs(one[:, None] - one[None])
    np.einsum("iik->ik", away)[:] = 1e9
    assert ((away[:, :, 0] > 75) | (away[:, :, 1] > 30)).all()


def test_an_empty_map_has_no_places():
    assert layout.drawn(np.zeros((0, 0)), rng=np.random.default_rng(1)).shape == (0, 2)
    assert layout.drawn(np.zeros((1, 1)), rng=np.random.default_rng(1)).shape == (1, 2)


def test_those_who_are_tied_stand_nearer():
    tied = np.zeros((8, 8))
    for a, b in ((0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 7)):
        tied[a, b] = 1
    at = layout.drawn(tied, rng=np.random.default_rng(20))
    far = np.linalg.norm(at[:, None] - at[None], axis=2)
    assert far[0, 1] < far[0, 7]
    assert layout.steps_apart(tied)[0, 7] == 7
