"""How near places are beside who takes part: distances worked out by hand, people weighed."""

import pytest

from tests.see.test_tenths import drawn, made
from tilth.see.near import Surrounding, near, surroundings

ACTIVE = Surrounding("Places to be active", ("sport club", "leisure centre"))
KILOMETRE = 1 / 111.195  # degrees of latitude


@pytest.fixture
def land():
    """Three small areas a kilometre apart on one meridian, most people in the first."""
    found = drawn()
    for row in found["area"]:
        if row["layer"] == "lsoa21":
            row |= {"longitude": 0.0, "latitude": "ABC".index(row["code"]) * KILOMETRE}
    people = {"A": 300.0, "B": 100.0, "C": 200.0}
    found["resident"] = [
        {"layer": "lsoa21", "code": code, "period": "2024", "sex": "all", "age_from": 0,
         "age_to": 120, "ethnic_group": "all", "people": n, "source": ""}
        for code, n in people.items()
    ]  # fmt: skip
    found["asset"] = [
        {"name": "Boxing", "kind": "sport club", "lsoa21": "A", "longitude": 0.0, "latitude": 0.0,
         "source": ""},
        {"name": "Boxing", "kind": "leisure centre", "lsoa21": "A", "longitude": 0.0,
         "latitude": 0.0, "source": ""},
        {"name": "Pool", "kind": "leisure centre", "lsoa21": "C", "longitude": 0.0,
         "latitude": 2 * KILOMETRE, "source": ""},
        {"name": "Pub", "kind": "pub", "lsoa21": "B", "longitude": 0.0, "latitude": KILOMETRE,
         "source": ""},
    ]  # fmt: skip
    return found


def test_B_209_how_near_is_the_mean_over_people_of_the_way_to_the_nearest(land):
    """In ward U 300 people live at a club and 100 a kilometre from one: 250 metres on average."""
    told = near(made(land), ACTIVE, layer="ward")
    assert told["U"]["here"] == 1
    assert told["U"]["metres"] == pytest.approx(250, abs=2)
    assert told["V"] == {"here": 1, "metres": 0}
    whole = near(made(land), ACTIVE, layer="place")["P"]
    assert whole["here"] == 2
    assert whole["metres"] == pytest.approx(1000 * 100 / 600, abs=2)


def test_what_nobody_tells_of_is_not_told_as_nought(land):
    assert near(made(land), Surrounding("Trams", ("tram stop",)), layer="ward") == {}
    for row in land["area"]:
        row["latitude"] = row["longitude"] = None
    assert near(made(land), ACTIVE, layer="ward")["U"] == {"here": 1, "metres": None}


def test_B_112_what_surrounds_people_is_told_beside_figures_that_ship():
    """B-112: leisure, green space, places to meet, help, health services, transport."""
    from importlib import resources

    shipped = {one.stem for one in (resources.files("tilth") / "definitions/indicators").iterdir()}
    known = surroundings()
    assert set(known) == {"active", "green", "together", "help", "health", "travel"}
    for one in known.values():
        assert one.kinds
        assert set(one.beside) <= shipped
