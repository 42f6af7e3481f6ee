"""Random criteria and random tiny populations, for properties that hold of all of them."""

import datetime

from hypothesis import strategies as st

from tilth.ground.criteria import tree
from tilth.ground.criteria.vocabulary import Vocabulary
from tilth.ground.criterion import Criterion

NUMBERS = ("age", "active_minutes", "imd_decile", "known_to")
TEXTS = {
    "sex": ("female", "male", "other"),
    "neighbourhood": ("Birchills", "Bloxwich", "St John's"),
    "practice": ("M1", "M2", "M3 that has nobody"),
}
TRUTHS = ("resident", "registered", "alive", "smoker")
CONCEPTS = ("fall", "hypertension", "systolic", "walk")
LISTS = ("club_supporter", "register")
DEFINITIONS = {
    "older": "age >= 65 or age is null",
    "at_risk": "systolic latest >= 140 and not is older",
}
VOCABULARY = Vocabulary(
    attributes=dict.fromkeys(NUMBERS, "number")
    | dict.fromkeys(TEXTS, "text")
    | dict.fromkeys(TRUTHS, "yes_no")
    | {"moved_on": "date"},
    concepts=CONCEPTS,
    lists=LISTS,
    criteria={name: Criterion.parse(text).test for name, text in DEFINITIONS.items()},
)

# Few days and few lengths of time, so that events often fall on the edge of a window.
EDGES = """2023-03-31 2024-02-28 2024-02-29 2024-03-31 2025-02-28 2025-03-01 2025-03-30 2025-03-31
    2025-04-01 2025-12-31 2026-02-28 2026-03-01 2026-03-03 2026-03-30 2026-03-31 2026-04-01"""
AS_OFS = [datetime.date.fromisoformat(day) for day in "2024-02-29 2025-03-31 2026-03-31".split()]
days = st.sampled_from([datetime.date.fromisoformat(day) for day in EDGES.split()])
numbers = st.integers(-5, 200) | st.sampled_from([0, 1, 2, 7.5, 30, 40.25, 65, 140])
TIMES = "1 day,28 day,30 day,31 day,4 week,1 month,3 month,12 month,1 year,2 year"
windows = st.sampled_from(
    [tree.Window(int(n), unit) for n, unit in (time.split() for time in TIMES.split(","))]
)
apart = st.sampled_from([1, 28, 30, 31, 90, 365])
maybe_windows = st.none() | windows
signs = st.sampled_from(tree.SIGNS)
concepts = st.sampled_from(CONCEPTS)


@st.composite
def comparisons(draw, operands, values, ordered=True):
    """Every way of judging an operand."""
    operand = draw(operands)
    how = draw(st.sampled_from("compare between one missing".split() if ordered else ["one", "="]))
    if how == "compare":
        return tree.Compare(operand, draw(signs), draw(values))
    if how == "between":
        return tree.Between(operand, draw(values), draw(values))
    if how == "=":
        return tree.Compare(operand, draw(st.sampled_from(["=", "!="])), draw(values))
    if how == "missing":
        return tree.Missing(operand)
    return tree.OneOf(operand, tuple(draw(st.lists(values, min_size=1, max_size=3))))


def summaries(kinds):
    return st.builds(tree.Summary, concepts, st.sampled_from(kinds), maybe_windows)


def _of_a_text(name):
    return comparisons(st.just(tree.Word(name)), st.sampled_from(TEXTS[name]), ordered=False)


single = st.one_of(
    comparisons(st.sampled_from([tree.Word(n) for n in NUMBERS]), numbers),
    comparisons(summaries(tree.NUMBERS), numbers),
    comparisons(summaries(tree.DATES), days.map(str)),
    comparisons(st.just(tree.Word("moved_on")), days.map(str)),
    comparisons(st.just(tree.Word("walk")), numbers),
    *[_of_a_text(name) for name in TEXTS],
    st.sampled_from([tree.Word(n) for n in (*TRUTHS, *LISTS)]),
    st.sampled_from([tree.Missing(tree.Word(n)) for n in (*TRUTHS, *TEXTS)]),
    st.builds(tree.Ever, concepts, maybe_windows),
    st.builds(tree.Ever, concepts, maybe_windows),
    st.builds(tree.Near, concepts, apart, st.sampled_from(["before", "after"]), concepts),
    st.builds(tree.On, st.sampled_from(LISTS)),
    st.builds(tree.Is, st.sampled_from(list(DEFINITIONS))),
)


def _wider(tests):
    several = st.lists(tests, min_size=2, max_size=3)
    return several.map(tree.every) | several.map(tree.some) | tests.map(tree.negate)


trees = st.recursive(single, _wider, max_leaves=6)
criteria = trees.map(Criterion)


def _maybe(strategy):
    return st.none() | strategy


people = st.fixed_dictionaries(
    {
        "birth_month": _maybe(st.dates(datetime.date(1930, 1, 1), datetime.date(2026, 8, 1))).map(
            lambda d: d and d.replace(day=1)
        ),
        "died_on": st.sampled_from([None, None, None, datetime.date(2025, 11, 2), *AS_OFS]),
        "sex": _maybe(st.sampled_from(TEXTS["sex"])),
        "lsoa21": st.sampled_from([None, "E1", "E2", "E3", "E9"]),
        "practice": _maybe(st.sampled_from(TEXTS["practice"])),
        "resident": _maybe(st.booleans()),
        "registered": st.booleans(),
        "known_to": st.integers(0, 4),
        "active_minutes": _maybe(st.sampled_from([0, 10, 29, 30, 150, 200])),
        "smoker": _maybe(st.booleans()),
        "moved_on": _maybe(days),
    }
)
SMALL_AREAS = [
    {"lsoa21": "E1", "neighbourhood": "Birchills", "imd_decile": 1, "imd_quintile": 1},
    {"lsoa21": "E2", "neighbourhood": "Bloxwich", "imd_decile": 2, "imd_quintile": 1},
    {"lsoa21": "E3", "neighbourhood": "St John's", "imd_decile": None, "imd_quintile": None},
    {"lsoa21": "E4", "neighbourhood": "Nobody Lives Here", "imd_decile": 9, "imd_quintile": 5},
]
CONCEPT = [
    {"concept": "fall", "title": "Fall", "sources": ["hospital"], "covers": "everyone"},
    {"concept": "hypertension", "title": "", "sources": ["gp", "care"], "covers": "members"},
    {"concept": "systolic", "title": "", "sources": ["gp"], "covers": "members"},
    {"concept": "walk", "title": "Minutes walked", "sources": [], "covers": "members"},
]
LIST = [{"list": name, "sources": ["club"]} for name in LISTS]


@st.composite
def populations(draw, most=9):
    """The tables of a release of a few people."""
    drawn = draw(st.lists(people, min_size=1, max_size=most))
    persons = [{"person": i, **p} for i, p in enumerate(drawn, 1)]
    ids = st.integers(1, len(persons))
    events = st.fixed_dictionaries(
        {
            "person": ids,
            "concept": concepts,
            "date": days,
            "stay": st.sampled_from([None, 0, 1, 30]),
            "value": _maybe(st.sampled_from([0.0, 1.0, 29.5, 30.0, 120.0, 139.9, 140.0, 160.0])),
            "source": st.sampled_from(["gp", "care", "hospital"]),
        }
    ).map(_ended)
    lists = st.fixed_dictionaries(
        {
            "person": ids,
            "list": st.sampled_from(LISTS),
            "since": _maybe(days),
            "until": _maybe(days),
            "source": st.just("club"),
        }
    )
    seen = st.fixed_dictionaries({"person": ids, "source": st.sampled_from(["gp", "care", "club"])})
    return {
        "people": persons,
        "small_areas": SMALL_AREAS,
        "event": draw(st.lists(events, max_size=4 * most)),
        "membership": draw(st.lists(lists, max_size=most)),
        "seen": draw(st.lists(seen, max_size=most)),
        "concept": CONCEPT,
        "list": LIST,
    }


def _ended(event):
    stay = event.pop("stay")
    return event | {"end_date": None if stay is None else event["date"] + datetime.timedelta(stay)}
