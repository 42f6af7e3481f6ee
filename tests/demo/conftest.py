"""One Greenmarch for all the tests of this room: made once, read by many."""

import pytest

from tilth.demo import greenmarch, send


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """The folder of the usual Greenmarch (25,000 people, seed 1) and its truth."""
    folder = tmp_path_factory.mktemp("greenmarch")
    truth = greenmarch.make(folder)
    return folder, truth


@pytest.fixture(scope="session")
def world(made):
    """What is true in it, before anything is sent."""
    return send.imagine(made[0] / "geography", people=25_000, seed=1)
