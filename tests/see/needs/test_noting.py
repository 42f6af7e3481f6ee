"""Every table of figures given out stands in the ledger of releases."""

import pytest

import tilth
from tilth import see
from tilth.see.needs.estimates import whole
from tilth.see.needs.noting import version_of
from tilth.store.shown import Shown


@pytest.fixture
def people(demo_folder):
    with tilth.Population.open(demo_folder) as found:
        yield found


def test_DC_04_a_table_given_out_is_noted_once(people):
    smoking = people.place.find(see.Indicator, "smoking_adults")
    measure = f"smoking_adults {version_of(smoking)}"
    for _ in range(2):
        see.estimate(people, smoking, layer="neighbourhood", by="sex")
        whole(people, smoking)
    with Shown.open(people.place) as book:
        noted = book.figures(measure, f"now to {people.as_of}")
    assert [row[:3] for row in noted] == [
        ("neighbourhood", "sex", people.release),
        ("everyone", "", people.release),
    ]


def test_DC_04_what_cannot_be_noted_is_not_given_out(people, monkeypatch):
    def full(*_, **__):
        raise tilth.StoreError("the ledger of releases cannot be used now")

    monkeypatch.setattr(Shown, "record", full)
    with pytest.raises(tilth.StoreError):
        see.estimate(people, people.place.find(see.Indicator, "smoking_adults"), layer="place")
