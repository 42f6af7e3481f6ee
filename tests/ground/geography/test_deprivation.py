"""Published deprivation rolled up: shares exact, averages weighed by people."""

import pytest

from tests.ground.open_data import ASTON, L1, L2, L3, L4, L5
from tilth.ground.errors import DefinitionError
from tilth.ground.geography import Figures, deprivation


def test_the_share_in_the_most_deprived_tenth_counts_small_areas_not_people(tiny):
    rows = {r["area"]: r for r in deprivation.roll_up(tiny, "place")}
    assert rows[ASTON]["most_deprived_tenth"] == pytest.approx(2 / 3)
    assert rows[ASTON]["small_areas"] == 3
    assert deprivation.domains(tiny) == ["imd"]


def test_averages_are_weighed_by_people_and_ranks_are_turned_about(tiny):
    rows = {r["area"]: r for r in deprivation.roll_up(tiny, "place")}
    assert rows[ASTON]["average_score"] == (60 * 1000 + 50 * 600 + 10 * 400) / 2000
    turned = [33756 - 100, 33756 - 200, 33756 - 30000]
    mean = (turned[0] * 1000 + turned[1] * 600 + turned[2] * 400) / 2000
    assert rows[ASTON]["average_rank"] == pytest.approx(mean)
    even = dict.fromkeys((L1, L2, L3), 1)
    found = deprivation.roll_up(tiny, "place", people=Figures("lsoa21", even))
    assert found[0]["average_score"] == 40.0


def test_a_small_area_without_a_figure_makes_the_average_unknown_never_zero(tiny):
    barton = deprivation.roll_up(tiny, "place")[1]
    assert barton["most_deprived_tenth"] is None
    assert (barton["average_score"], barton["average_rank"]) == (None, None)
    assert deprivation.measure(tiny, "imd2025_score").values[L5] is None
    nobody = Figures("lsoa21", {})
    assert deprivation.roll_up(tiny, "place", people=nobody)[0]["average_score"] is None


def test_a_system_is_rolled_up_only_where_all_its_places_are_here(tiny):
    assert [r["area"] for r in deprivation.roll_up(tiny, "system")] == ["E54000099"]
    tiny.about = tiny.about | {"places": {ASTON: "Aston"}}
    assert deprivation.roll_up(tiny, "system") == []
    tiny.add("area", [{"layer": "constituency", "code": "C", "name": "C", "source": "t"}])
    assert deprivation.roll_up(tiny, "constituency") == []


def test_a_domain_about_some_ages_is_weighed_by_their_people_or_else_by_everyone(tiny):
    working = deprivation.weights(tiny, "employment")
    assert working.values[L1] == 490.0
    assert (working.values[L2], working.values[L3]) == (294.0, 196.0)
    assert working.values[L4] == 980.0
    assert "aged 18 to 66" in working.about
    tiny.rows("resident")[:] = [r for r in tiny.rows("resident") if r["layer"] == "lsoa21"]
    tiny.add("resident", [])
    assert deprivation.weights(tiny, "employment").values[L1] == 1000


def test_a_measure_nobody_published_is_told_with_those_that_are(tiny):
    with pytest.raises(DefinitionError, match=r"There are: .*imd2025_decile"):
        deprivation.measure(tiny, "imd2025_wealth")
    with pytest.raises(DefinitionError, match="There are: none"):
        deprivation.measure(tiny, "imd2025_decile", layer="ward")
    tiny.rows("measure")[:] = [r for r in tiny.rows("measure") if r["measure"].endswith("decile")]
    tiny.add("measure", [])
    row = deprivation.roll_up(tiny, "place")[0]
    assert (row["average_score"], row["average_rank"]) == (None, None)
    tiny.about = tiny.about | {"ranked": {}}
    assert deprivation.roll_up(tiny, "place")[0]["average_rank"] is None
