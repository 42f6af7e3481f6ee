"""Tiny places with files in service, and with their release built; linkage as quick as can be."""

import shutil

import pytest

from tests.see.build import quick, tiny
from tilth.ground.place import Place
from tilth.see.build import build, steps


@pytest.fixture
def simple_linkage(monkeypatch):
    """Records are joined by NHS number, or else by name and birthday: see quick.py."""
    monkeypatch.setattr(steps.linkage, "link", quick.link)


@pytest.fixture(scope="session")
def filled(tmp_path_factory):
    """A tiny place whose files are in service; copied by those who use it."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TILTH_KEY_FILE", str(home / "key"))
        place = tiny.make(home / "p")
        tiny.fill(place)
    return home


@pytest.fixture(scope="session")
def ready(filled):
    """The same place with its release built."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TILTH_KEY_FILE", str(filled / "key"))
        patch.setattr(steps.linkage, "link", quick.link)
        shutil.copytree(filled / "p", filled / "ready")
        build(Place.open(filled / "ready"), on=tiny.ON)
    return filled


@pytest.fixture
def built_place(ready, tmp_path, monkeypatch):
    """A place of its own whose release is in service."""
    shutil.copytree(ready / "ready", tmp_path / "p")
    monkeypatch.setenv("TILTH_KEY_FILE", str(ready / "key"))
    return Place.open(tmp_path / "p")


@pytest.fixture
def place(filled, tmp_path, monkeypatch):
    """A place of its own with files in service and nothing built."""
    shutil.copytree(filled / "p", tmp_path / "p")
    monkeypatch.setenv("TILTH_KEY_FILE", str(filled / "key"))
    return Place.open(tmp_path / "p")
