"""What was taken back, written down outside the records too: a backup may be older than that.

One line each: when, which kind, which one, and of readers who they are now. No word is in it.
"""

import csv
import os
import uuid
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from tilth.ground.errors import StoreError
from tilth.learn.words import AUDIENCES
from tilth.web.house.audit.anchors import anchors_path

ANCHORS, ENDING = ".anchors.csv", ".withdrawn.csv"
KINDS = ("story", "comment", "readers")


@dataclass(frozen=True)
class Line:
    """at: when, as text. kind: of KINDS. one: a story's uid, or a comment's number. more: whom a
    story was for from then on, or when a comment was made, since its number may be given again."""

    at: str
    kind: str
    one: str
    more: str = ""


def path_of(place):
    """Where it lies: beside the anchors of the record."""
    anchors = anchors_path(place)
    return anchors.with_name(anchors.name.removesuffix(ANCHORS) + ENDING)


def story_gone(story):
    """A story was taken back."""
    _note("story", story.uid)


def comment_gone(comment):
    """A comment was taken back."""
    _note("comment", comment.pk, comment.at.isoformat())


def readers(story):
    """Whom a published story is for from now on."""
    if story.state == "published":
        _note("readers", story.uid, " ".join(story.audiences))


def _note(kind, one, more=""):
    line = f"{timezone.now().isoformat()},{kind},{one},{more}\n"
    transaction.on_commit(lambda: _write(path_of(settings.PLACE), line), robust=True)


def _write(path, line):
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())


def lines(place):
    """Every Line that lies there, the oldest first, also of the same place in another folder.

    Raises StoreError on a line that is damaged: what it took back would come back unseen.
    """
    folder = path_of(place).parent
    found = [one for path in sorted(folder.glob(f"*{ENDING}")) for one in _read(path)]
    return sorted(found, key=lambda one: one.at)


def _read(path):
    with path.open(encoding="ascii", errors="replace", newline="") as file:
        for number, row in enumerate(csv.reader(file), start=1):
            if len(row) != 4 or not _sound(row):
                raise StoreError(
                    f"line {number} does not say what was taken back",
                    where=str(path),
                    remedy="Bring the file back from its copy; do not mend it by hand.",
                )
            yield Line(*row)


def _sound(row):
    _, kind, one, more = row
    if kind == "comment":
        return one.isdecimal()
    try:
        known = set(more.split()) <= set(AUDIENCES)
        return kind in KINDS and known and str(uuid.UUID(one)) == one
    except ValueError:
        return False
