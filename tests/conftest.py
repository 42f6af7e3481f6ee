"""What every test may lean on: the open data where they lie, and no silent skipping in CI."""

import os
from pathlib import Path

import pytest

from tests.made import demo_of

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("TILTH_SHARED") or ROOT.parent / "shared")
NO_SHARED = "the open data are not here (TILTH_SHARED or ../shared)"


@pytest.fixture(scope="session")
def shared():
    """The folder of real open data and published figures, or a skip that says it is missing."""
    if not (SHARED / "data").is_dir():
        pytest.skip(NO_SHARED)
    return SHARED


@pytest.fixture(autouse=True)
def home_of_its_own(tmp_path_factory, monkeypatch):
    """No test reads or writes the keys of whoever runs it."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
    for name in ("TILTH_KEY_FILE", "TILTH_PLACE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory):
    """A place of 2,000 made-up people, made and built once as `tilth demo` does: read only."""
    return demo_of(2_000, tmp_path_factory)


@pytest.fixture
def population(tmp_path):
    """A function that makes a Population of people drawn as a table, with what is told of them.

    population(people, event=..., membership=..., seen=..., concept=..., list=...): each a drawn
    table as tests/releases.py reads it; a row of people stands for `people` alike.
    """
    from tests.releases import people_of, rows_of, write_release
    from tilth.store.counting.population import Population
    from tilth.store.published import Release

    opened = []

    def make(people, *, engine="duckdb", criteria=None, as_of=None, **drawn):
        people, small_areas = people_of(people)
        tables = {name: rows_of(table) for name, table in drawn.items()}
        store = tmp_path / f"store{len(opened)}"
        folder = write_release(store, people=people, small_areas=small_areas, **tables)
        options = {"engine": engine, "criteria": criteria, "as_of": as_of}
        opened.append(Population(Release(folder), **options))
        return opened[-1]

    yield make
    for each in opened:
        each.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Where nothing may be skipped, a skip is a failure; only absent open data may be absent."""
    report = yield
    if (
        report.skipped
        and os.environ.get("TILTH_NOTHING_SKIPPED")
        and not hasattr(report, "wasxfail")
    ):
        absent = NO_SHARED in str(report.longrepr) and not (SHARED / "data").is_dir()
        if not absent:
            report.outcome = "failed"
            report.longrepr = f"skipped where nothing may be skipped: {report.longrepr}"
    return report
