"""A tiny place, built once and opened afresh for every test."""

import pytest

from tests.ground import open_data


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory):
    """The tiny country's open data."""
    return open_data.write_all(tmp_path_factory.mktemp("open-data"))


@pytest.fixture(scope="session")
def tiny_built(tiny_folder):
    """Both tiny places, built."""
    return open_data.built(tiny_folder)


@pytest.fixture
def tiny(tiny_built):
    """Both tiny places, opened."""
    return open_data.opened(tiny_built)
