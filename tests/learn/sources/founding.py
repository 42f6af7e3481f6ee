"""Where the two founding documents lie, beside the repository; they are not part of it."""

from pathlib import Path

import pytest

from tests.conftest import NO_SHARED

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "founding"
MARKS = {"podcast": "How important is integration at place level?",
         "essay": "A conversation starter."}  # fmt: skip


def founding(name):
    """(the bytes of a founding document, its file's name); skips where they are not here."""
    for path in sorted(FOLDER.glob("*.txt")) if FOLDER.is_dir() else ():
        data = path.read_bytes()
        if MARKS[name] in data.decode("utf-8")[:200]:
            return data, path.name
    pytest.skip(NO_SHARED)
