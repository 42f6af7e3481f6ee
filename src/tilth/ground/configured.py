"""What a place is set to: its place.toml and its own definitions, each known by its hash."""

import hashlib
from pathlib import Path

CHANGED, NEW, GONE = "changed", "new", "gone"


def fingerprint(place):
    """Name -> SHA-256 of every file that says how a place is set: what partners agree to.

    These are place.toml, its own definitions, and the neighbourhoods its people drew.
    """
    folder = Path(place.folder)
    drawn = getattr(place.layers.neighbourhood, "file", "")
    files = [folder / "place.toml", *sorted((folder / "definitions").rglob("*.toml"))]
    files += [folder / drawn] if drawn else []
    return {
        at.relative_to(folder).as_posix(): hashlib.sha256(at.read_bytes()).hexdigest()
        for at in files
        if at.is_file()
    }


def changes(then, now):
    """What changed between two fingerprints: [(file, changed, new or gone)] by name."""
    found = []
    for name in sorted(then.keys() | now.keys()):
        if then.get(name) != now.get(name):
            found.append((name, GONE if name not in now else NEW if name not in then else CHANGED))
    return found
