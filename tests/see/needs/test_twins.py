"""The same counts and figures, once by the store and once slowly in plain Python."""

import datetime
import random

import numpy as np
import pandas as pd
import pytest

from tests.see.needs.drawn import indicator_of
from tilth.ground.disclosure import shown as told
from tilth.see.methods import intervals, standardised
from tilth.see.methods.standardised import BANDS, ESP_2013
from tilth.see.needs.cells import Ask, Span, read
from tilth.see.needs.estimates import estimate, whole
from tilth.store.needs.measure import Measure

AS_OF = datetime.date(2026, 3, 31)
AREAS = ("Birchills", "Bloxwich", "Goscote", None)
SEXES = ("female", "male", None)


def crowd(seed, count, *, oldest=99):
    """Random people, and random visits of theirs in the last two years."""
    rng = random.Random(seed)
    people = [
        {
            "neighbourhood": rng.choice(AREAS),
            "resident": rng.random() < 0.9,
            "sex": rng.choice(SEXES),
            "age": rng.randint(0, oldest),
            "active_minutes": rng.choice([None, 0, 10, 200]),
        }
        for _ in range(count)
    ]
    visits = [
        (rng.randrange(count), AS_OF - datetime.timedelta(rng.randrange(730)))
        for _ in range(3 * count)
    ]
    return people, visits


def table_of(rows):
    names = list(rows[0])
    lines = ["| " + " | ".join(names)]
    lines += ["| " + " | ".join(_cell(r[n]) for n in names) for r in rows]
    return "\n".join(lines)


def _cell(value):
    if value is None:
        return ""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def asked(lived, people, visits):
    event = "| person | concept | date\n"
    event += "\n".join(f"| {who + 1} | visit | {on}" for who, on in visits)
    return lived(table_of(people), event=event)


@pytest.mark.parametrize("seed", range(3))
def test_raw_counts_by_area_and_sex_are_as_counted_one_by_one(lived, seed):
    people, visits = crowd(seed, 150)
    made = asked(lived, people, visits)
    ask = Ask(Measure("active_minutes < 30", "resident and age >= 19"))
    cells = read(made, {"it": ask}, layer="neighbourhood", groups=("sex",), span=Span())["it"]
    found = {}
    for row in cells.raw(["neighbourhood", "sex"]).itertuples(index=False):
        key = tuple(None if pd.isna(v) else v for v in row[:2])
        found[key] = (row.numerator, row.denominator, row.unknown)
    for key in found:
        mine = [
            p["active_minutes"]
            for p in people
            if (p["neighbourhood"], p["sex"]) == key and p["resident"] and p["age"] >= 19
        ]
        known = [m for m in mine if m is not None]
        slow = (sum(m < 30 for m in known), len(known), len(mine) - len(known))
        assert found[key] == slow, key


@pytest.mark.parametrize("seed", range(3))
def test_proportions_and_rates_are_the_methods_of_the_rounded_slow_counts(lived, seed):
    people, visits = crowd(seed, 400)
    made = asked(lived, people, visits)
    since = datetime.date(2025, 3, 31)
    one = indicator_of(statistic="rate", value="visit count within {period}", per=1000)
    share = indicator_of(numerator="active_minutes < 30")
    rates = estimate(made, one, layer="neighbourhood").set_index("area")
    shares = estimate(made, share, layer="neighbourhood").set_index("area")
    for area in AREAS[:-1]:
        mine = [i for i, p in enumerate(people) if p["neighbourhood"] == area and p["resident"]]
        events = told(sum(on > since for who, on in visits if who in set(mine)))
        slow = intervals.rate([events], [told(len(mine))], per=1000).iloc[0]
        assert rates.loc[area, ["value", "lower", "upper"]].tolist() == pytest.approx(list(slow))
        minutes = [people[i]["active_minutes"] for i in mine]
        known = [m for m in minutes if m is not None]
        pair = told(sum(m < 30 for m in known)), told(len(known))
        slow = intervals.proportion([pair[0]], [pair[1]]).iloc[0]
        assert shares.loc[area, ["value", "lower", "upper"]].tolist() == pytest.approx(list(slow))


def test_a_standardised_rate_is_near_the_slow_one_from_exact_bands(lived):
    people, visits = crowd(7, 3000)
    people = [p | {"neighbourhood": "Birchills", "resident": True} for p in people]
    made = asked(lived, people, visits)
    one = indicator_of(
        statistic="standardised_rate",
        value="visit count within {period}",
        standard="esp2013",
        per=100_000,
    )
    since = datetime.date(2025, 3, 31)
    events, here = np.zeros(19), np.zeros(19)
    for person in people:
        here[min(person["age"] // 5, 18)] += 1
    for who, on in visits:
        events[min(people[who]["age"] // 5, 18)] += on > since
    exact = standardised.standardised_rate(events, here).iloc[0]
    row = estimate(made, one, layer="neighbourhood").set_index("area").loc["Birchills"]
    assert row["value"] == pytest.approx(exact["value"], rel=0.02)
    assert row["upper"] - row["lower"] == pytest.approx(exact["upper"] - exact["lower"], rel=0.05)
    assert len(BANDS) == len(ESP_2013)


def test_recorded_over_expected_is_100_where_an_area_is_as_the_whole(lived):
    rows = "\n".join(
        f"| {area} | yes | {sex} | {age} | {minutes} | {count}"
        for area in ("Birchills", "Bloxwich")
        for sex, age, minutes, count in (
            ("female", 40, 10, 60),
            ("female", 40, 200, 60),
            ("male", 70, 10, 90),
            ("male", 70, 200, 30),
        )
    )
    people = lived(f"| neighbourhood | resident | sex | age | active_minutes | people\n{rows}")
    one = indicator_of(
        statistic="ratio", numerator="active_minutes < 30", standard="age_group, sex", per=100
    )
    table = estimate(people, one, layer="neighbourhood")
    assert table["value"].tolist() == pytest.approx([100.0, 100.0], abs=0.5)
    assert table["expected"].tolist() == pytest.approx([150.0, 150.0])
    assert (table["compared"] == "similar").all()


def test_DC_02_what_is_expected_is_told_as_a_count_and_the_whole_places_is_what_is_recorded(lived):
    """Told to three figures it gave back the whole place's count, and hidden ones from zeros."""
    people = lived(
        """
        | neighbourhood | resident | age | active_minutes | people
        | Birchills     | yes      |  40 |             10 |     57
        | Birchills     | yes      |  40 |            200 |    203
        | Bloxwich      | yes      |  40 |             10 |      5
        | Bloxwich      | yes      |  40 |            200 |     26
        """
    )
    told_as = {"numerator": "active_minutes < 30", "per": 100, "standard": "age_group"}
    one = indicator_of(statistic="ratio", **told_as)
    everyone = whole(people, one).iloc[0]
    assert (everyone["numerator"], everyone["expected"], everyone["value"]) == (60, 60, 100)
    areas = estimate(people, one, layer="neighbourhood").set_index("area")
    assert (areas["expected"].dropna() % 5 == 0).all()
    assert np.isnan(areas.loc["Bloxwich", "expected"])


def test_recorded_over_expected_holds_age_alike(lived):
    """An area of older people is not told as high for its age alone."""
    rows = """
        | neighbourhood | resident | age | active_minutes | people
        | Young         | yes      |  30 |             10 |     40
        | Young         | yes      |  30 |            200 |    360
        | Young         | yes      |  80 |             10 |     20
        | Young         | yes      |  80 |            200 |     20
        | Old           | yes      |  30 |             10 |      8
        | Old           | yes      |  30 |            200 |     72
        | Old           | yes      |  80 |             10 |    200
        | Old           | yes      |  80 |            200 |    200
    """
    told_as = {"numerator": "active_minutes < 30", "per": 100}
    ratio = indicator_of(statistic="ratio", standard="age_group", **told_as)
    made = lived(rows)
    crude = estimate(made, indicator_of(**told_as), layer="neighbourhood").set_index("area")
    alike = estimate(made, ratio, layer="neighbourhood").set_index("area")
    assert crude["compared"].to_dict() == {"Old": "higher", "Young": "lower"}
    assert alike["compared"].to_dict() == {"Old": "similar", "Young": "similar"}


def test_a_breakdown_by_what_is_held_alike_is_refused(lived):
    from tilth.ground.errors import DefinitionError

    people = lived("| neighbourhood | resident | age | people\n| A | yes | 70 | 50")
    one = indicator_of(statistic="ratio", numerator="age >= 65", standard="age_group")
    with pytest.raises(DefinitionError, match="so that age no longer matters"):
        whole(people, one, by="age_group")
