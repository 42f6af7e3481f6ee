"""tilth doctor: what is installed, what is missing, whether the place and its store are sound."""

import platform
import shutil
import subprocess
from importlib import metadata
from pathlib import Path

from tilth.cli.closed import configured
from tilth.cli.verbs import Answer, Verb, day, on_argument
from tilth.ground.criterion import Definition
from tilth.ground.errors import AgreementError, DefinitionError, StoreError
from tilth.ground.extracts import Concept, Extract
from tilth.ground.geography import Geography
from tilth.ground.geography.names import Names
from tilth.ground.geography.tables import SCHEMAS, read_about
from tilth.ground.keys import key_path, read_key
from tilth.ground.place import Place
from tilth.store.releases import open_release
from tilth.store.whole import sha256_of

NEEDED = {
    "duckdb": "counting people",
    "pyarrow": "reading and writing tables",
    "splink": "matching records",
    "shapely": "areas, borders and maps",
    "numba": "fast counting",
    "python-calamine": "partners' spreadsheets",
    "sqlglot": "criteria in plain words",
}
OPTIONAL = {"pyspark": "counting on many machines", "mkdocs-material": "the documentation"}
PROGRAMS = {
    "java": (("java",), "counting on many machines (with pyspark)"),
    "chromium": (
        ("chromium", "chromium-browser", "google-chrome"),
        "printing packs, testing pages",
    ),
}
SOON = 30
"""Days before its until-date from which a source is told of."""


def doctor(args, progress):
    """Look at what is installed and, where there is a place, at everything it needs."""
    progress("looking at what is installed")
    installed = [*_packages(), *_programs()]
    rows = [_install_row(one) for one in installed]
    value = {"installed": installed, "place": None, "checks": []}
    exits = {3 for one in installed if one["needed"] and not one["version"]}
    folder = Path(args.place)
    if (folder / "place.toml").exists() or args.place != ".":
        checks, worst = _place(folder, args, progress)
        value |= {"place": str(folder), "checks": checks}
        rows += checks
        exits.add(worst)
    code = 3 if 3 in exits else max(exits, default=0)
    lines = [_line(row) for row in rows]
    lines.append("All is sound." if code == 0 else "Not all is sound: see the lines marked !!.")
    return Answer(value | {"sound": code == 0}, lines, exit=code)


def _packages():
    python = {"name": "python", "version": platform.python_version(), "for": "all of it"}
    found = [python | {"needed": True}]
    for names, needed in ((NEEDED, True), (OPTIONAL, False)):
        for name, what in names.items():
            try:
                version = metadata.version(name)
            except metadata.PackageNotFoundError:
                version = None
            found.append({"name": name, "version": version, "for": what, "needed": needed})
    return found


def _programs():
    for name, (commands, what) in PROGRAMS.items():
        path = next((p for p in map(shutil.which, commands) if p), None)
        version = _version_of(path) if path else None
        yield {"name": name, "version": version, "for": what, "needed": False}


def _version_of(path):
    """What a program says of itself, or that it is there but does not answer."""
    flag = "-version" if path.endswith("java") else "--version"
    try:
        said = subprocess.run([path, flag], capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return "there, but does not answer"
    lines = (said.stdout or said.stderr).strip().splitlines()
    return lines[0] if lines else "there"


def _install_row(one):
    missing = "missing" + ("" if one["needed"] else ", optional")
    sound = bool(one["version"]) or not one["needed"]
    return {
        "check": one["name"],
        "sound": sound,
        "told": f"{one['version'] or missing}: {one['for']}",
    }


def _line(row):
    return f"{'ok' if row['sound'] else '!!'}  {row['check']}: {row['told']}"


def _place(folder, args, progress):
    """Every check of a place, each after the other; a place that cannot be read ends them."""
    try:
        place = Place.open(folder)
    except DefinitionError as error:
        return [_bad("place.toml", error)], 3
    checks, exits = [_good("place.toml", f"{place.name} ({place.place.code})")], {0}
    looks = (
        ("definitions", _definitions),
        ("geography", _geography),
        ("key", _key),
        ("release", _release),
        ("half-written files", _leavings),
        ("settings", _settings),
    )
    for name, look in looks:
        progress(f"looking at the {name}")
        try:
            checks.append(_good(name, look(place)))
        except (AgreementError, DefinitionError, StoreError) as error:
            checks.append(_bad(name, error))
            exits.add(error.exit_code)
    checks += _sources(place, day(args, place))
    return checks, 3 if 3 in exits else max(exits)


def _good(name, told):
    return {"check": name, "sound": True, "told": told}


def _bad(name, error):
    return {"check": name, "sound": False, "told": str(error)}


def _definitions(place):
    counts = {kind.folder: len(place.all(kind)) for kind in (Extract, Concept, Definition, Names)}
    return ", ".join(f"{count} {folder}" for folder, count in counts.items())


def _geography(place):
    folder = place.geography_folder
    if not folder.exists():
        return "none yet; tilth new makes one"
    about = read_about(folder)
    hashes = about.get("hashes", {})
    wrong = sorted(
        name
        for name, told in hashes.items()
        if not (folder / name).is_file() or sha256_of(folder / name) != told
    )
    if wrong:
        raise StoreError(
            f"{', '.join(wrong)} is missing or has changed since it was written.",
            where=str(folder),
            remedy="Restore the backup, or make the place again with tilth new.",
        )
    opened = Geography.open(place)
    count = sum(len(opened.areas(layer)) for layer in opened.layers)
    unhashed = "" if hashes else "; its tables have no hashes to check"
    return f"{count:,} areas in {len(SCHEMAS)} tables{unhashed}"


def _key(place):
    path = key_path(place.folder, place.privacy.key_file or None)
    if not path.exists() and not place.store_folder.exists():
        return f"none yet; it will be {path}, outside the folder"
    read_key(path)
    others = path.stat().st_mode & 0o077
    if others:
        raise StoreError(
            "others on this machine may read the key.",
            where=str(path),
            remedy=f"chmod 600 {path}",
        )
    return f"{path}, outside the folder, readable by its owner alone"


def _release(place):
    if not (place.store_folder / "current").exists():
        return "none yet; tilth see build publishes one"
    release = open_release(place, verify=True)
    rows = release.rows("person")
    return f"{release.name}, {rows:,} people, every file as it was published"


def _leavings(place):
    left = list(place.folder.rglob(".*.part"))
    return f"{len(left)} left by interrupted runs; the next run clears them" if left else "none"


def _settings(place):
    """Whether partners agreed to place.toml and the definitions as they are."""
    told = configured(place)
    if not told:
        return "nothing says yet who agreed to them"
    if not told["sound"]:
        raise AgreementError(
            told["words"],
            where=str(place.folder),
            remedy="Put it back, or agree to it and write that down at /agree/settings/.",
        )
    return told["words"]


def _sources(place, today):
    """Each source whose until-date has passed or is near. Expiry is told of; it is no damage."""
    ended = [s for s in place.sources if s.until < today]
    soon = [s for s in place.sources if 0 <= (s.until - today).days <= SOON]
    rows = [_good("source", f"{s.name} ended on {s.until}: it is not read") for s in ended]
    rows += [_good("source", f"{s.name} ends on {s.until}: renew it") for s in soon]
    return rows or [_good("sources", f"{len(place.sources)}, none ended or about to")]


VERBS = (
    Verb(
        room="",
        name="doctor",
        says="what is installed, what is missing, is the place sound",
        run=doctor,
        arguments=on_argument,
        level="D0",
        purpose="assure",
    ),
)
