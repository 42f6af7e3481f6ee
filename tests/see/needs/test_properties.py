"""What holds of every estimates table, whatever the people."""

import tempfile
from pathlib import Path

import pandas as pd
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.releases import write_release
from tests.see.needs.drawn import indicator_of
from tilth.see.needs.cells import Ask, Span, read
from tilth.see.needs.comparing import WORDS
from tilth.see.needs.estimates import estimate_many
from tilth.store.counting.population import Population
from tilth.store.needs.measure import Measure
from tilth.store.published import Release

NOTES = {"", "hidden", "protects another", "nobody", "not known", "too few"}
ASKED = {
    "share": indicator_of(numerator="active_minutes < 30"),
    "visits": indicator_of(statistic="rate", value="visit count within {period}", per=1000),
    "minutes": indicator_of(statistic="mean", value="active_minutes", per=1),
    "expected": indicator_of(
        statistic="ratio", numerator="active_minutes < 30", standard="age_group, sex"
    ),
}
groups = st.tuples(
    st.sampled_from(["A", "B", "C", None]),
    st.sampled_from(["female", "male", None]),
    st.sampled_from(["1950-01-01", "1990-01-01", "2020-01-01"]),
    st.sampled_from([None, 0, 200]),
    st.integers(1, 40),
    st.integers(0, 3),
)
SLOW = settings(
    phases=[Phase.explicit, Phase.generate],
    max_examples=4,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
)


def released(drawn, folder):
    """A population of groups of people alike, each with so many visits this year."""
    people, visits = [], []
    for area, sex, born, minutes, count, times in drawn:
        for _ in range(count):
            people.append(
                {
                    "person": len(people) + 1,
                    "birth_month": pd.Timestamp(born).date(),
                    "sex": sex,
                    "lsoa21": area,
                    "resident": True,
                    "registered": True,
                    "active_minutes": minutes,
                }
            )
            visits += [
                {
                    "person": len(people),
                    "concept": "visit",
                    "date": pd.Timestamp(f"2026-0{1 + t}-05").date(),
                    "source": "gp",
                }
                for t in range(times)
            ]
    areas = [{"lsoa21": a, "neighbourhood": f"N{a}", "place": "P"} for a in "ABC"]
    visits = visits or [
        {"person": 1, "concept": "visit", "date": pd.Timestamp("2020-01-05").date()}
    ]
    return Population(
        Release(write_release(Path(folder), people=people, small_areas=areas, event=visits))
    )


@SLOW
@given(st.lists(groups, min_size=1, max_size=5))
def test_DC_every_row_has_a_figure_within_its_limits_or_a_reason_and_no_handful_is_shown(drawn):
    with tempfile.TemporaryDirectory() as folder, released(drawn, folder) as people:
        alone = {name: one for name, one in ASKED.items() if name != "expected"}
        for by, asked in ((None, ASKED), ("sex", alone)):
            tables = estimate_many(people, asked, layer="neighbourhood", by=by)
            for table in tables.values():
                _holds(table)


def _holds(table):
    assert set(table["note"]) <= NOTES
    assert set(table["compared"]) <= set(WORDS)
    for name in ("numerator", "denominator", "unknown"):
        told = table[name].dropna().astype(int)
        assert (told % 5 == 0).all()
    known = table[table["value"].notna()]
    assert (known["lower"].isna() | (known["lower"] <= known["value"] + 1e-9)).all()
    assert (known["upper"].isna() | (known["value"] <= known["upper"] + 1e-9)).all()
    blank = table[table["value"].isna()]
    assert ((blank["note"] != "") | (blank["denominator"] == 0)).all()


@SLOW
@given(st.lists(groups, min_size=1, max_size=5))
def test_areas_and_those_in_none_add_up_to_everyone(drawn):
    with tempfile.TemporaryDirectory() as folder, released(drawn, folder) as people:
        ask = Ask(Measure("active_minutes < 30", "resident"))
        cells = read(people, {"it": ask}, layer="neighbourhood", groups=("sex",), span=Span())["it"]
        whole = cells.raw([])
        counts = ["numerator", "denominator", "unknown"]
        for keys in (["neighbourhood"], ["neighbourhood", "sex"], ["sex"], ["age_group"]):
            assert cells.raw(keys)[counts].sum().tolist() == whole[counts].iloc[0].tolist()
        number = sum(count for *_, count, _ in drawn)
        assert int(whole["denominator"].iloc[0] + whole["unknown"].iloc[0]) == number
