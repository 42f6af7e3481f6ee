"""What may not be counted once the agreement it rested on is over."""

from types import SimpleNamespace

import pytest

from tilth.ground.criteria.vocabulary import Vocabulary
from tilth.ground.criterion import Criterion
from tilth.ground.errors import ClosedError
from tilth.ground.extracts import Column, EventRule, Extract, ListRule
from tilth.store.counting.closed import closed_words

WHY = "closed: the agreement lapsed"


def extract(*attributes, events=(), lists=()):
    columns = {f"c{n}": Column("text", attribute=one) for n, one in enumerate(attributes)}
    columns["day"] = Column("date")
    return Extract(
        title="A", why="b", after="c", reference="d", key=("day",), columns=columns,
        events=tuple(EventRule("day", concept=one) for one in events),
        lists=tuple(ListRule(one) for one in lists),
    )  # fmt: skip


def place(closed, **extracts):
    """A place whose sources are called as their kinds."""
    sources = [SimpleNamespace(name=name, kind=name) for name in extracts]
    closed = dict.fromkeys(closed, WHY)
    return SimpleNamespace(closed=closed, sources=sources, all=lambda _: extracts)


def test_AC_nothing_is_closed_where_nothing_lapsed():
    assert closed_words(None, {}) == {}
    assert closed_words(place([], homes=extract("tenure")), {}) == {}


def test_AC_a_concept_or_list_closes_with_any_source_that_records_it():
    concepts = {
        "damp": {"sources": ["homes", "gp"]},
        "fall": {"sources": None, "recorded_by": ["homes"]},
        "birth": {"sources": ["gp"]},
    }
    homes = extract(events=["tenancy"], lists=["tenant"])
    told = closed_words(place(["homes"], homes=homes, gp=extract()), concepts)
    assert told == dict.fromkeys(("damp", "fall", "tenancy", "tenant"), WHY)


def test_AC_an_attribute_closes_once_nobody_is_left_who_may_tell_it():
    told = {"homes": extract("tenure", "sex"), "gp": extract("sex")}
    assert closed_words(place(["homes"], **told), {}) == {"tenure": WHY}
    assert set(closed_words(place(["homes", "gp"], **told), {})) == {"tenure", "sex"}


def test_AC_with_the_register_of_who_lives_here_all_that_counts_residents_closes():
    told = closed_words(place(["gp"], gp=extract("practice"), homes=extract("tenure")), {})
    assert set(told) == {"practice", "registered", "resident"}


def test_AC_a_source_nobody_describes_any_more_closes_what_the_release_says_of_it():
    concepts = {"damp": {"sources": ["gone"]}}
    assert closed_words(place(["gone"]), concepts) == {"damp": WHY}


@pytest.mark.parametrize(
    "criterion",
    [
        "tenure = 'rent'",
        "tenure in ('rent', 'own')",
        "tenure is null",
        "damp ever",
        "damp within 2 years",
        "birth within 10 days after damp",
        "damp within 10 days before birth",
        "on tenant",
        "damp count within 1 year > 2",
        "damp > 2",
        "arrears between 1 and 3",
        "sex = 'female' and not (birth ever or damp ever)",
        "is damp_home",
        "tenant",
        "owes",
    ],
)
def test_AC_no_form_of_words_reaches_what_is_closed(criterion):
    """Whoever asks, and in whatever way a criterion may be put."""
    known = {
        "attributes": {"tenure": "text", "sex": "text", "arrears": "number", "owes": "yes_no"},
        "concepts": ("birth", "damp"),
        "lists": ("tenant",),
        "criteria": {"damp_home": Criterion.parse("damp ever").test},
    }
    shut = dict.fromkeys(("tenure", "damp", "tenant", "arrears", "owes"), WHY)
    parsed = Criterion.parse(criterion)
    parsed.settle(Vocabulary(**known))
    with pytest.raises(ClosedError, match=WHY):
        parsed.settle(Vocabulary(**known, closed=shut))


def test_AC_people_are_not_grouped_by_what_is_closed():
    open_ = Vocabulary(attributes={"tenure": "text"})
    open_.check_attribute("tenure")
    with pytest.raises(ClosedError):
        Vocabulary(attributes={"tenure": "text"}, closed={"tenure": WHY}).check_attribute("tenure")
