"""tilth doctor: what is there, what is missing, what is damaged."""

import json
import os
import subprocess
from importlib import metadata

import pytest

from tests.ground import open_data
from tilth.cli import doctor
from tilth.cli.main import main
from tilth.ground.keys import key_path
from tilth.store import releases


@pytest.fixture
def place(tmp_path, capsys, tiny_data):
    folder = tmp_path / "aston"
    main(["new", str(folder), "--open-data", str(tiny_data), "--places", "Aston"])
    capsys.readouterr()
    return folder


@pytest.fixture(scope="module")
def tiny_data(tmp_path_factory):
    return open_data.write_all(tmp_path_factory.mktemp("data"))


def look(capsys, folder, *more):
    code = main(["doctor", "--place", str(folder), *more])
    out = capsys.readouterr().out
    return code, out


def versions(capsys):
    told = json.loads(look(capsys, ".", "--json")[1])
    return {one["name"]: one["version"] for one in told["installed"]}


def test_a_new_place_is_sound_and_everything_needed_is_installed(capsys, place):
    code, out = look(capsys, place, "--json")
    told = json.loads(out)
    assert (code, told["sound"]) == (0, True)
    versions = {one["name"]: one["version"] for one in told["installed"]}
    assert versions["duckdb"] == metadata.version("duckdb")
    checks = {row["check"]: row["told"] for row in told["checks"]}
    assert checks["place.toml"] == "Aston (E08000101)"
    assert "15 tables" in checks["geography"]
    assert "outside the folder" in checks["key"]
    assert checks["half-written files"] == "none"


def test_without_a_place_only_the_machine_is_looked_at(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out = look(capsys, ".")
    assert code == 0
    assert "place.toml" not in out
    assert "All is sound." in out


def test_what_is_missing_is_told_with_what_it_would_be_for(capsys, tmp_path, monkeypatch):
    def version(name):
        if name in ("splink", "pyspark"):
            raise metadata.PackageNotFoundError(name)
        return "1"

    monkeypatch.setattr(doctor.metadata, "version", version)
    monkeypatch.setattr(doctor.shutil, "which", lambda name: None)
    monkeypatch.chdir(tmp_path)
    code, out = look(capsys, ".")
    assert code == 3
    assert "!!  splink: missing: matching records" in out
    assert "ok  pyspark: missing, optional: counting on many machines" in out
    assert "ok  java: missing, optional" in out


def test_a_program_that_does_not_answer_is_told(capsys, tmp_path, monkeypatch):
    monkeypatch.setattr(doctor.shutil, "which", lambda name: f"/bin/{name}")
    said = {"java": ("", 'openjdk version "17"\n'), "chromium": ("", "")}

    def run(command, **more):
        name = os.path.basename(command[0])
        if name == "chromium" and run.broken:
            raise subprocess.TimeoutExpired(command, 20)
        out, err = said[name]
        return subprocess.CompletedProcess(command, 0, out, err)

    run.broken = True
    monkeypatch.setattr(doctor.subprocess, "run", run)
    monkeypatch.chdir(tmp_path)
    told = versions(capsys)
    assert told["java"] == 'openjdk version "17"'
    assert told["chromium"] == "there, but does not answer"
    run.broken = False
    told = versions(capsys)
    assert told["chromium"] == "there"


def test_a_place_file_that_cannot_be_read_is_a_definition_error(capsys, place):
    (place / "place.toml").write_text("[plaice]\n")
    code, out = look(capsys, place)
    assert code == 3
    assert "!!  place.toml:" in out
    (place / "place.toml").unlink()
    assert look(capsys, place)[0] == 3


def test_a_definition_that_cannot_be_read_is_told_and_the_rest_is_still_looked_at(capsys, place):
    (place / "definitions" / "concepts" / "odd.toml").write_text('titel = "x"\n')
    code, out = look(capsys, place)
    assert code == 3
    assert "!!  definitions:" in out
    assert "ok  geography:" in out


def test_a_changed_or_lost_table_is_damage(capsys, place):
    path = place / "geography" / "area.parquet"
    path.write_bytes(path.read_bytes() + b"x")
    (place / "geography" / "alias.parquet").unlink()
    code, out = look(capsys, place)
    assert code == 6
    assert "alias.parquet, area.parquet is missing or has changed" in out.replace(
        "area.parquet, alias.parquet", "alias.parquet, area.parquet"
    )


def test_a_place_without_a_geography_or_whose_tables_have_no_hashes_is_told_so(capsys, place):
    about = place / "geography" / "about.json"
    told = json.loads(about.read_text())
    del told["hashes"]
    about.write_text(json.dumps(told))
    assert "no hashes to check" in look(capsys, place)[1]
    (place / "geography").rename(place / "elsewhere")
    code, out = look(capsys, place)
    assert (code, "none yet; tilth new makes one" in out) == (0, True)


def test_a_key_others_may_read_or_one_inside_the_folder_or_lost_is_damage(capsys, place):
    key = key_path(place)
    key.chmod(0o644)
    code, out = look(capsys, place)
    assert (code, f"chmod 600 {key}" in out) == (6, True)
    key.unlink()
    assert "none yet" in look(capsys, place)[1]
    (place / "store").mkdir()
    code, out = look(capsys, place)
    assert (code, "there is no key here" in out) == (6, True)
    text = (place / "place.toml").read_text()
    (place / "place.toml").write_text(text + 'key_file = "my.key"\n')
    code, out = look(capsys, place)
    assert (code, "inside the place folder" in out) == (6, True)


def test_half_written_leavings_are_counted(capsys, place):
    (place / "geography" / ".area.parquet.1234.part").touch()
    assert "1 left by interrupted runs" in look(capsys, place)[1]


def test_a_release_is_checked_file_by_file(capsys, place, monkeypatch):
    (place / "store").mkdir()
    (place / "store" / "current").write_text("not a name\n")
    code, out = look(capsys, place)
    assert (code, "pointer to the release in service is damaged" in out) == (6, True)

    class Sound:
        name = "0123456789abcdef"

        def rows(self, table):
            return 1234

    def open_release(place, *, verify):
        assert verify
        return Sound()

    monkeypatch.setattr(doctor, "open_release", open_release)
    code, out = look(capsys, place)
    assert (code, "0123456789abcdef, 1,234 people" in out) == (0, True)
    assert releases.open_release is not open_release


def test_sources_that_have_ended_or_soon_will_are_told(capsys, place):
    source = (
        '[[sources]]\nname = "{0}"\nkind = "gp_patients"\npath = "x.csv"\npartner = "gp"\n'
        'purpose = ["plan"]\nbasis = "agreement"\nuntil = {1}\n'
    )
    text = (place / "place.toml").read_text()
    text += '[[partners]]\nslug = "gp"\nname = "GP"\nsector = "health"\n'
    text += source.format("old", "2025-01-31") + source.format("soon", "2025-06-30")
    text += source.format("later", "2030-01-01")
    (place / "place.toml").write_text(text)
    code, out = look(capsys, place, "--on", "2025-06-15")
    assert code == 0
    assert "old ended on 2025-01-31: it is not read" in out
    assert "soon ends on 2025-06-30: renew it" in out
    assert "later" not in out
