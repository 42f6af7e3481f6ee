"""The made-up place, opened: for findings made from people."""

import pytest

from tilth.ground.place import Place
from tilth.store.counting.population import Population


@pytest.fixture(scope="session")
def greenmarch(demo_folder):
    people = Population.open(Place.open(demo_folder))
    yield people
    people.close()
