import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq
import pytest

from tilth.demo.partners import stays
from tilth.ground.criterion import Criterion


def by_fifth(world, value, who):
    """The mean of a value in the least and the most deprived fifth, ages held alike."""
    people, poor = world.crowd, world.health.deprivation
    band = np.minimum(people.age // 10, 9)
    ends = []
    for here in (poor < 0.2, poor >= 0.8):
        use = who & here & (people.area >= 0) & people.living
        means = [value[use & (band == b)].mean() for b in range(2, 9) if (use & (band == b)).any()]
        ends.append(np.mean(means))
    return ends


@pytest.mark.parametrize(
    ("name", "worse_where_poor"),
    [
        ("copd", True), ("diabetes", True), ("depression", True), ("coronary_heart_disease", True),
        ("serious_mental_illness", True), ("hypertension", True),
    ],
)  # fmt: skip
def test_long_term_conditions_are_commoner_in_poorer_areas(world, name, worse_where_poor):
    rich, poor = by_fifth(world, world.health.ill[name].astype(float), world.crowd.age >= 20)
    assert (poor > rich) == worse_where_poor


def test_inactivity_and_wellbeing_follow_deprivation(world):
    adult = world.crowd.age >= 20
    rich, poor = by_fifth(world, (world.health.minutes < 30).astype(float), adult)
    assert poor > rich + 0.1
    rich, poor = by_fifth(world, world.health.satisfaction.astype(float), adult)
    assert poor < rich - 0.4
    rich, poor = by_fifth(world, world.health.swemwbs, adult)
    assert poor < rich - 0.8


def test_diabetes_is_commoner_among_asian_people_and_high_blood_pressure_among_black(world):
    people, ill = world.crowd, world.health.ill
    middle = (people.age >= 40) & (people.age < 70) & people.living
    share = lambda name, group: ill[name][middle & (people.group == group)].mean()  # noqa: E731
    assert share("diabetes", 0) > 1.5 * share("diabetes", 4)
    assert share("hypertension", 1) > 1.15 * share("hypertension", 4)


def test_emergency_admissions_are_commoner_in_poorer_areas(made, world):
    folder, _ = made
    records = pq.read_table(folder / "truth" / "records.parquet")
    rows = records.filter(pc.equal(records["source"].cast(pa.string()), "emergency_attendances"))
    came = np.bincount(rows["person"].to_numpy() - 1, minlength=len(world.crowd)).astype(float)
    rich, poor = by_fifth(world, came, world.crowd.age >= 20)
    assert poor > 1.3 * rich


def test_the_funnel_goes_from_25000_to_410_who_may_be_counted(made):
    steps = made[1]["funnel"]
    people = [step["people"] for step in steps]
    assert people[0] == 25_000
    assert steps[-1]["counted"] == 410
    assert people == sorted(people, reverse=True)
    assert all(0.94 < step["counted"] / step["people"] <= 1 for step in steps)
    assert steps[-1]["keep"] == "club_supporter"


def test_every_step_of_the_funnel_is_a_criterion(made):
    for step in made[1]["funnel"]:
        assert Criterion.parse(step["keep"])


def latest_minutes(folder, before="9999", after="0000"):
    """Recorded active minutes by patient number, the latest between two days."""
    parts = []
    for path in sorted((folder / "incoming").glob("SYNTHETIC_gp_events_*.parquet")):
        table = pq.read_table(path, columns=["patient_id", "event_date", "code", "value"])
        parts.append(
            table.filter(pc.equal(table["code"].cast(pa.string()), "LOCAL-ACTIVE-MINUTES"))
        )
    rows = [
        (str(r["event_date"]), r["patient_id"], r["value"])
        for r in pa.concat_tables(parts).to_pylist()
        if after <= str(r["event_date"]) <= before
    ]
    return {patient: value for _, patient, value in sorted(rows)}


def test_the_last_steps_of_the_funnel_can_be_counted_in_the_files(made):
    folder, truth = made
    records = pq.read_table(
        folder / "truth" / "records.parquet", columns=["source", "local_id", "person"]
    )
    source = records["source"].cast(pa.string())
    of = records.filter(pc.equal(source, "gp_patients"))
    person = dict(zip(of["local_id"].to_pylist(), of["person"].to_pylist(), strict=True))
    minutes = {person[p]: v for p, v in latest_minutes(folder, before="2026-03-31").items()}
    supporters = set(records.filter(pc.equal(source, "club_supporters"))["person"].to_pylist())
    people = pq.read_table(folder / "truth" / "people.parquet").to_pylist()
    areas = pq.read_table(
        folder / "geography" / "within.parquet",
        filters=[("parent_layer", "=", "place"), ("parent_code", "=", "GRM-TIL")],
    )
    tiltham = set(areas["child_code"].to_pylist())
    inactive = [
        p["person"]
        for p in people
        if p["lsoa21"] in tiltham
        and p["died_on"] is None
        and str(p["date_of_birth"]) <= "1986-03-31"
        and minutes.get(p["person"], 999) < 150
    ]
    by_step = {step["keep"]: step["people"] for step in truth["funnel"]}
    assert len(inactive) == by_step["active_minutes latest < 150"]
    assert by_step["club_supporter"] <= len(supporters & set(inactive)) < 1500


def test_falls_step_down_at_month_19_of_36(made):
    falls = made[1]["falls"]
    before, after = np.array(falls["counts"][:18]), np.array(falls["counts"][18:])
    assert falls["step_month"] == 19
    assert falls["step_month_is"] == "2024-10"
    assert after.mean() / before.mean() == pytest.approx(falls["ratio"], abs=0.12)
    limit = before.mean() - 2.66 * np.abs(np.diff(before)).mean()
    assert (after < before.mean()).all()
    assert after.mean() < limit + 5


def test_the_falls_are_in_the_files_as_the_truth_counts_them(made):
    counts = np.zeros(36, int)
    for path in sorted((made[0] / "incoming").glob("SYNTHETIC_hospital_admissions_*.csv")):
        table = pa.csv.read_csv(
            path,
            convert_options=pa.csv.ConvertOptions(column_types={"external_cause": pa.string()}),
        )
        falls = table.filter(pc.greater(pc.utf8_length(table["external_cause"]), 0))
        month = stays.month_number(falls["admitted_on"].to_numpy())
        counts += np.bincount(month[month >= 1], minlength=37)[1:]
    assert counts.tolist() == made[1]["falls"]["counts"]


def test_taking_part_makes_six_more_of_a_hundred_active_and_a_plain_comparison_flatters(made):
    told = made[1]["matchday_moves"]
    assert told["planned_effect_points"] == 6.0
    assert told["effect_points"] == pytest.approx(6.0, abs=50 / told["took_part"])
    assert told["asked"] == told["took_part"] + told["comparable"]
    assert told["took_part"] > 200


def test_the_programme_is_in_the_files_as_the_truth_tells_it(made):
    folder, truth = made
    told = truth["matchday_moves"]
    records = pq.read_table(
        folder / "truth" / "records.parquet", columns=["source", "local_id", "person"]
    )
    source = records["source"].cast(pa.string())
    of = records.filter(pc.equal(source, "club_supporters"))
    person = dict(zip(of["local_id"].to_pylist(), of["person"].to_pylist(), strict=True))
    club = pa.csv.read_csv(
        folder / "incoming" / "SYNTHETIC_club_supporters_2026-03.csv"
    ).to_pylist()
    took = {person[row["supporter_id"]] for row in club if row["programme"] == "MM"}
    assert len(took) == told["took_part"]
    of = records.filter(pc.equal(source, "gp_patients"))
    patient = dict(zip(of["person"].to_pylist(), of["local_id"].to_pylist(), strict=True))
    after = latest_minutes(folder, after="2025-06-01")
    seen = [after[patient[p]] for p in took if patient[p] in after]
    assert len(seen) > 0.97 * len(took)
    active = 100 * np.mean([v >= 150 for v in seen])
    assert active == pytest.approx(told["active_after_percent"], abs=1.5)


def test_one_source_is_rich_in_duplicates(made):
    told = made[1]["duplicate_rich"]
    assert told["source"] == "leisure_members"
    assert told["rows"] == told["people"] + told["people_twice"] + told["rows_the_same_again"]
    assert told["people_twice"] / told["people"] == pytest.approx(0.14, abs=0.03)


def test_activity_is_missing_more_often_among_those_who_do_not_move(made):
    told = made[1]["missing_not_at_random"]
    assert told["inactive_missing_percent"] == pytest.approx(42, abs=2.5)
    assert told["other_missing_percent"] == pytest.approx(18, abs=2)
    assert told["recorded_inactive_percent"] < told["true_inactive_percent"] - 4


def test_nobody_is_in_hospital_twice_at_once_or_after_death(made, world):
    found = stays.admissions(world.crowd, world.health, world.chances, seed=1)
    order = np.lexsort((found["in"], found["who"]))
    who, start, end = (found[k][order] for k in ("who", "in", "out"))
    same = who[1:] == who[:-1]
    assert (start[1:][same] > end[:-1][same]).all()
    assert (end <= world.crowd.died[who]).all()
    waits = found["ready"] != np.iinfo(np.int32).max
    assert waits.sum() > 300
    assert (found["ready"][waits] < found["out"][waits]).all()
    assert (found["ready"][waits] > found["in"][waits]).all()
