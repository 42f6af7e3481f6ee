"""One small Greenmarch for all the tests of this room: made, loaded and published once."""

import datetime

import pytest

from tests.made import demo_of
from tests.see.needs.drawn import indicator_of
from tilth.ground.place import About, Place, Privacy, See
from tilth.store.counting.population import Population


@pytest.fixture(scope="session")
def greenmarch(tmp_path_factory):
    """The people of a made-up system of 4,000, as partners' files tell of them."""
    people = Population.open(Place.open(demo_of(4_000, tmp_path_factory)))
    yield people
    people.close()


@pytest.fixture
def here(tmp_path):
    """A place in a folder of its own: privacy as it is by default, no targets."""
    return Place(About("Anywhere", "X1"), privacy=Privacy(), see=See(), folder=tmp_path)


@pytest.fixture
def lived(population, here):
    """A function that draws a Population that lives somewhere: as `population`, with a place."""

    def make(people, **drawn):
        made = population(people, **drawn)
        made.place = here
        for ledger in here.store_folder.glob("shown.sqlite*"):
            ledger.unlink()  # other people are another story
        return made

    return make


@pytest.fixture
def drawn_indicator():
    return indicator_of


@pytest.fixture
def day():
    return datetime.date(2026, 3, 31)
