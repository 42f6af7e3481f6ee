"""Keys live outside the place folder and are never remade by accident (DC)."""

import stat

import pytest

from tilth.ground.errors import StoreError
from tilth.ground.keys import key_for, key_path, make_key, read_key


def test_DC_a_key_inside_the_place_folder_is_refused(tmp_path):
    with pytest.raises(StoreError, match="inside the place folder"):
        key_path(tmp_path, "secret.key")


def test_a_key_lies_where_the_place_the_person_or_the_environment_says(tmp_path, monkeypatch):
    place = tmp_path / "walsall"
    assert key_path(place).name.startswith("walsall-")
    assert key_path(place).parent.name == "tilth"
    assert key_path(place, "../safe.key") == place / "../safe.key"
    monkeypatch.setenv("TILTH_KEY_FILE", str(tmp_path / "k"))
    assert key_path(place, "../safe.key") == tmp_path / "k"


def test_a_new_key_is_for_its_owners_eyes_alone(tmp_path):
    path = tmp_path / "keys" / "a.key"
    key = make_key(path)
    assert len(key) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read_key(path) == key


def test_a_key_is_never_overwritten(tmp_path):
    path = tmp_path / "a.key"
    key = make_key(path)
    assert make_key(path, secret=b"x" * 32) == key


def test_a_lost_or_damaged_key_is_said_so(tmp_path):
    path = tmp_path / "a.key"
    with pytest.raises(StoreError, match="there is no key here"):
        read_key(path)
    for damaged in ("abcd\n", "not hexadecimal"):
        path.write_text(damaged)
        with pytest.raises(StoreError, match="this key is damaged"):
            read_key(path)


def test_each_purpose_and_recipient_has_a_key_of_its_own():
    keys = {key_for(b"m" * 32, p, r) for p in ("link", "plan") for r in ("tilth", "trust")}
    assert len(keys) == 4
