"""The same with the linkage itself: one processor or two, here or there, one release."""

import os
import shutil

from tests.see.build import tiny
from tilth.ground.place import Place
from tilth.see.build import build
from tilth.store.counting.population import Population


def test_FT_one_processor_or_two_give_the_same_release(tmp_path, monkeypatch):
    monkeypatch.setenv("TILTH_KEY_FILE", str(tmp_path / "key"))
    place = tiny.make(tmp_path / "p")
    tiny.fill(place)
    shutil.copytree(tmp_path / "p", tmp_path / "q")
    one = build(place, on=tiny.ON).release
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    two = build(Place.open(tmp_path / "q"), on=tiny.ON).release
    assert one.name == two.name
    assert one.rows("person") == 20
    with Population.open(place) as people:
        assert people.fingerprint == one.fingerprint
