"""Screening, reviews, waiting children, residents' answers, causes of delay, damp homes."""

import datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq
import pytest

from tilth.demo.partners.coded import MEASURES, PREVENTION


def rows(folder, source):
    """Every row of a source's CSV files, as text."""
    parts = []
    for path in sorted((folder / "incoming").glob(f"SYNTHETIC_{source}_*.csv")):
        names = path.read_text(encoding="utf-8").splitlines()[0].split(",")
        types = pa.csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()))
        parts += pa.csv.read_csv(path, convert_options=types).to_pylist()
    return parts


@pytest.fixture(scope="session")
def coded(made):
    """Patient number -> the codes written of them."""
    found = {}
    for path in sorted((made[0] / "incoming").glob("SYNTHETIC_gp_events_*.parquet")):
        table = pq.read_table(path, columns=["patient_id", "code", "event_date"])
        wanted = pa.array([*PREVENTION.values(), MEASURES["systolic"][0]])
        table = table.filter(pc.is_in(table["code"].cast(pa.string()), wanted))
        for row in table.to_pylist():
            found.setdefault(row["patient_id"], []).append((row["code"], row["event_date"]))
    return found


@pytest.fixture(scope="session")
def poor(made, world):
    """(source, local number) -> the deprivation of where the person lives, and their place."""
    records = pq.read_table(made[0] / "truth" / "records.parquet")
    sources = "gp_patients mental_health_referrals residents_survey housing_tenancies".split()
    keep = pc.is_in(records["source"].cast(pa.string()), pa.array(sources))
    found = {}
    for row in records.filter(keep).to_pylist():
        person = row["person"] - 1
        found[row["source"], row["local_id"]] = (world.health.deprivation[person], person)
    return found


def ends(pairs):
    """The mean of a value in the least and the most deprived fifth, of (deprivation, value)."""
    low = [value for depth, value in pairs if depth < 0.2]
    high = [value for depth, value in pairs if depth >= 0.8]
    return np.mean(low), np.mean(high)


@pytest.mark.parametrize("name", ["breast_screening", "bowel_screening", "cervical_screening"])
def test_fewer_are_screened_in_poorer_areas_and_only_at_the_ages_invited(
    name, coded, poor, made, world
):
    women = name != "bowel_screening"
    low, high = {"breast": (53, 70), "bowel": (60, 74), "cervical": (30, 60)}[name.split("_")[0]]
    age, sex = world.crowd.age, world.crowd.sex
    pairs = []
    for (source, local), (depth, person) in poor.items():
        able = low <= age[person] <= high and (sex[person] == 1 or not women)
        if source == "gp_patients" and able:
            codes = {code for code, _ in coded.get(local, ())}
            pairs.append((depth, PREVENTION[name] in codes))
    least, most = ends(pairs)
    assert least > most + 0.05
    assert 0.4 < most < least < 0.95


def test_men_are_screened_for_neither_breast_nor_cervical_cancer(coded, poor, world):
    of_women = {PREVENTION["breast_screening"], PREVENTION["cervical_screening"]}
    for (source, local), (_, person) in poor.items():
        if source == "gp_patients" and world.crowd.sex[person] == 0:
            assert not of_women & {code for code, _ in coded.get(local, ())}


def test_children_have_their_second_dose_after_their_first(coded):
    doses = [
        sorted(on for code, on in told if code == PREVENTION["mmr_vaccination"])
        for told in coded.values()
    ]
    assert max(map(len, doses)) == 2
    assert all(two[1] - two[0] > datetime.timedelta(365) for two in doses if len(two) == 2)


def test_people_with_high_blood_pressure_are_measured_more_often(coded, poor, world):
    age, ill_with = world.crowd.age, world.health.ill["hypertension"]
    ill, well = [], []
    for (source, local), (_, person) in poor.items():
        if source == "gp_patients" and age[person] >= 40:
            times = sum(code == MEASURES["systolic"][0] for code, _ in coded.get(local, ()))
            (ill if ill_with[person] else well).append(times)
    assert np.mean(ill) > 2 * np.mean(well)


def test_children_in_poorer_areas_wait_longer(made, poor):
    waits = []
    for row in rows(made[0], "mental_health_referrals"):
        if row["team_type"] == "C10" and row["first_contact_on"]:
            began, seen = (
                datetime.date.fromisoformat(row[c]) for c in ("referred_on", "first_contact_on")
            )
            assert seen >= began
            assert row["wait_ended_on"] == row["first_contact_on"]
            depth = poor["mental_health_referrals", row["patient_id"]][0]
            waits.append((depth, (seen - began).days))
    least, most = ends(waits)
    assert most > 1.3 * least


def test_some_are_closed_unseen_and_some_still_wait(made):
    told = rows(made[0], "mental_health_referrals")
    unseen = [r for r in told if r["wait_ended_on"] and not r["first_contact_on"]]
    waiting = [r for r in told if not r["wait_ended_on"]]
    assert 0.1 < len(unseen) / len(told) < 0.3
    assert len(waiting) > 20


def test_residents_answer_for_themselves_and_leave_some_questions_out(made, poor):
    told = rows(made[0], "residents_survey")
    assert 3_000 < len(told) < 6_000
    assert len({r["response_id"] for r in told}) == len(told)
    empty = [not r["loneliness"] for r in told]
    assert 0.02 < np.mean(empty) < 0.07
    lonely = [
        (poor["residents_survey", r["person_id"]][0], r["loneliness"] == "5")
        for r in told
        if r["loneliness"]
    ]
    least, most = ends(lonely)
    assert most > least + 0.02
    gives = [
        (poor["residents_survey", r["person_id"]][0], r["volunteered"] == "1")
        for r in told
        if r["volunteered"]
    ]
    least, most = ends(gives)
    assert least > most + 0.05


def test_a_reason_for_delay_is_given_where_and_only_where_someone_was_ready(made):
    told = rows(made[0], "hospital_admissions")
    assert sum(bool(r["delay_reason"]) for r in told) > 300
    assert all(bool(r["delay_reason"]) == bool(r["discharge_pathway"]) for r in told)
    home = [r["delay_reason"] == "HOSP" for r in told if r["discharge_pathway"] == "P0"]
    bed = [r["delay_reason"] == "CAP" for r in told if r["discharge_pathway"] == "P2"]
    assert np.mean(home) > 0.6
    assert np.mean(bed) > 0.3


def test_damp_is_told_by_a_whole_household_and_more_often_in_poorer_areas(made, poor):
    told = rows(made[0], "housing_tenancies")
    homes = {}
    for row in told:
        homes.setdefault(row["tenancy_id"], set()).add(row["damp_told_on"])
    assert all(len(days) == 1 for days in homes.values())
    damp = [(poor["housing_tenancies", r["person_id"]][0], bool(r["damp_told_on"])) for r in told]
    least, most = ends(damp)
    assert most > least
