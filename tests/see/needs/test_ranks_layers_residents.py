import numpy as np
import pytest

from tests.see.needs.drawn import indicator_of
from tilth.ground.errors import DefinitionError
from tilth.see.needs.layers import where_it_varies
from tilth.see.needs.ranking import ranked, worst_claim
from tilth.see.needs.reference import shipped
from tilth.see.needs.residents import outlook, pyramid

INACTIVE = {"numerator": "active_minutes < 30", "better": "lower"}
THREE = """
    | neighbourhood | resident | age | active_minutes | people
    | Worst         | yes      |  50 |             10 |    300
    | Worst         | yes      |  50 |            200 |    100
    | Like          | yes      |  50 |             10 |    100
    | Like          | yes      |  50 |            200 |    300
    | Alike         | yes      |  50 |             10 |    105
    | Alike         | yes      |  50 |            200 |    295
"""


def test_B_206_a_rank_says_which_ranks_an_area_may_as_well_have(lived):
    """B-206: small-area comparison within a county. B-205: worst-of-N claims."""
    one = indicator_of(**INACTIVE)
    table = ranked(lived(THREE), one, layer="neighbourhood", rng=np.random.default_rng(1))
    table = table.set_index("area")
    assert table.loc["Worst", ["rank", "rank_lower", "rank_upper"]].tolist() == [1, 1, 1]
    assert table.loc["Like", ["rank_lower", "rank_upper"]].tolist() == [2, 3]
    assert table.loc["Worst", "chance_worst"] > 0.99
    turned = indicator_of(**INACTIVE | {"better": "higher"})
    table = ranked(lived(THREE), turned, layer="neighbourhood", rng=np.random.default_rng(1))
    assert table.set_index("area").loc["Worst", "rank"] == 3


def test_means_are_ranked_by_their_errors(greenmarch):
    rng = np.random.default_rng(1)
    table = ranked(greenmarch, shipped()["mental_wellbeing"], layer="place", rng=rng)
    assert table["of"].iloc[0] == table["rank"].notna().sum()


def test_being_the_worst_is_judged_over_many_measures(lived):
    asked = {"inactive": indicator_of(**INACTIVE), "older": indicator_of(numerator="age >= 60")}
    told = worst_claim(
        lived(THREE), "Worst", asked, layer="neighbourhood", rng=np.random.default_rng(1)
    )
    assert told["measures"] == 1
    assert (told["said"], told["lower"], told["upper"]) == (1, 1, 1)


def test_P_001_most_variation_lies_where_it_was_planted(lived):
    """P-001: at which layer variation lies, for any indicator."""
    rows = ["| lsoa21 | place | system | imd_decile | resident | age | active_minutes | people"]
    for place, share in (("P1", 20), ("P2", 50), ("P3", 80)):
        for small in range(8):
            code = f"{place}S{small}"
            rows += [
                f"| {code} | {place} | X | {small + 1} | yes | 50 | {m} | {n}"
                for m, n in ((10, share), (200, 100 - share))
            ]
    people = lived("\n".join(rows))
    one = indicator_of(**INACTIVE)
    told = where_it_varies(people, one, rng=np.random.default_rng(1)).set_index("layer")
    assert told.loc["place", "share"] > 0.95
    assert told.loc["lsoa21", "share"] < 0.05
    assert np.isnan(told.loc["system", "share"])
    assert told.loc["lsoa21", "title"] == "small area"
    mean = indicator_of(statistic="mean", value="active_minutes")
    with pytest.raises(DefinitionError, match="shares and plain rates alone"):
        where_it_varies(people, mean, rng=np.random.default_rng(1))


def small_areas(counts):
    """Twenty-two small areas of three places with so many inactive out of two hundred."""
    rows = ["| lsoa21 | place | system | imd_decile | resident | age | active_minutes | people"]
    for n, few in enumerate(counts):
        code = f"| S{n:02d} | P{n % 3} | X | {n % 10 + 1} | yes | 50 |"
        rows += [f"{code} 10 | {few}", f"{code} 200 | {200 - few}"]
    return "\n".join(rows)


def test_DC_02_where_it_varies_tells_no_more_than_the_counts_that_are_shown(lived):
    """Whatever a hidden or a rounded count truly is, the answer is the same to the last digit."""
    one, rng = indicator_of(**INACTIVE), np.random.default_rng
    shown = [20 + 5 * (n % 9) for n in range(20)]
    once = where_it_varies(lived(small_areas([*shown, 3, 60])), one, rng=rng(1), draws=20)
    moved = [n + (1 if at % 2 else -1) for at, n in enumerate(shown)]
    other = where_it_varies(lived(small_areas([*moved, 6, 61])), one, rng=rng(1), draws=20)
    assert once.equals(other)
    assert once.attrs["unknown"] == other.attrs["unknown"] >= 1


def test_a_layer_that_lies_across_another_is_left_out(lived):
    """Middle-layer areas lie across wards: they cannot share out what wards already have."""
    lines = small_areas([40 + n for n in range(22)]).splitlines()
    rows = [lines[0].replace("| place", "| ward | msoa21 | place")]
    for n, line in enumerate(lines[1:]):
        area = n // 2
        rows.append(line.replace("| P", f"| W{area % 4} | M{area % 5} | P", 1))
    told = where_it_varies(
        lived("\n".join(rows)), indicator_of(**INACTIVE), rng=np.random.default_rng(1), draws=20
    )
    assert "place" in set(told["layer"])
    assert not {"ward", "msoa21"} & set(told["layer"])


def test_DC_02_where_too_much_is_hidden_nobody_is_told_where_it_varies(lived):
    rare = lived(small_areas([3] * 6 + [40] * 16))
    with pytest.raises(DefinitionError, match="a number is hidden in"):
        where_it_varies(rare, indicator_of(**INACTIVE), rng=np.random.default_rng(1))


def test_too_few_small_areas_cannot_say_where_it_varies(lived):
    with pytest.raises(DefinitionError, match="at least 20 small areas are needed"):
        where_it_varies(lived(THREE), indicator_of(**INACTIVE), rng=np.random.default_rng(1))


def test_who_lives_here_is_told_by_age_and_sex_and_handfuls_are_hidden(lived):
    people = lived(
        """
        | neighbourhood | resident | sex    | age | people
        | Birchills     | yes      | female |  50 |     20
        | Birchills     | yes      | male   |  92 |      3
        | Birchills     | no       | male   |  50 |     30
        """
    )
    table = pyramid(people, layer="neighbourhood").set_index(["sex", "age_group"])
    assert table.loc[("female", "50-54"), "people"] == 20
    assert table.loc[("male", "90+"), "note"] == "hidden"
    assert ("male", "50-54") not in table.index or table.loc[("male", "50-54"), "people"] == 0


def test_P_181_who_may_live_here_in_five_and_ten_years(greenmarch):
    """P-181: age-structured population projection at each layer."""
    rng = np.random.default_rng(1)
    told = outlook(greenmarch, layer="place", rng=rng, draws=50)
    table = told.table
    assert sorted(table["year"].unique()) == [2026, 2031, 2036]
    everyone = table[table["age_group"] == "all"].set_index(["name", "year"])["people"]
    assert everyone["Tiltham", 2036] == pytest.approx(everyone["Tiltham", 2026], rel=0.2)
    ages = table[(table["name"] == "Tiltham") & (table["year"] == 2031)].set_index("age_group")
    parts = ages.drop(index="all")["people"].sum()
    assert parts == pytest.approx(ages.loc["all", "people"], abs=15)
    assert (table["lower"].fillna(0) <= table["upper"].fillna(0)).all()
    assert any("New homes" in a for a in told.assumptions)


def test_people_who_move_in_make_it_grow(greenmarch):
    still = outlook(greenmarch, layer="system", rng=np.random.default_rng(1), draws=5).table
    grows = outlook(greenmarch, layer="system", rng=np.random.default_rng(1), draws=5, moves=0.01)
    last = lambda t: t[(t["age_group"] == "all") & (t["year"] == 2036)]["people"].iloc[0]  # noqa: E731
    assert last(grows.table) > last(still) + 200
    assert "People leave and come as they do now" in grows.assumptions
