"""The national data opt-out: who may not be counted in planning, read strictly or not at all."""

import datetime
import hashlib
import json
from dataclasses import dataclass, field

import pyarrow as pa

from tilth.ground.errors import AgreementError
from tilth.ground.nhs_number import is_valid
from tilth.store.deriving.opted_out import write_tokens

OLDEST = 7
KEYS = ("date", "period_to", "period_from", "rows", "sha256", "sender", "sequence")
HEADERS = ("nhs_number", "nhs number")


@dataclass(frozen=True)
class OptOuts:
    """A list of people who opted out. numbers are never shown, stored or logged."""

    date: datetime.date
    sha256: str
    numbers: tuple = field(repr=False)

    def told(self):
        """What lineage says of the list."""
        return {"date": str(self.date), "sha256": self.sha256, "people": len(self.numbers)}


def read_opt_outs(place, on):
    """The opt-out list of a place, or None where a made-up place has none.

    on: the day of the build. Raises AgreementError where a real place names no list, and where
    the list or its manifest is missing, cannot be read, disagrees with itself, or is older than
    seven days: without a list that can be trusted nobody may be counted for planning.
    """
    if not place.privacy.opt_outs:
        if place.place.synthetic:
            return None
        raise _refused(
            "this place names no list of people who opted out",
            place.folder / "place.toml",
            "Give [privacy] opt_outs the list's file; an empty list, with its manifest, will do.",
        )
    path = place.folder / place.privacy.opt_outs
    manifest = _manifest(path)
    day = _dated(manifest, path)
    if not 0 <= (on - day).days <= OLDEST:
        raise _refused(
            f"the list of people who opted out is of {day}, not of the {OLDEST} days to {on}",
            path,
            "Fetch today's list and build again.",
        )
    raw = _bytes(path)
    sha256 = hashlib.sha256(raw).hexdigest()
    if manifest.get("sha256", sha256) != sha256:
        raise _refused("the list is not the one its manifest tells of", path, "Fetch it again.")
    numbers = _numbers(raw, path)
    if manifest.get("rows", len(numbers)) != len(numbers):
        raise _refused(
            f"the list holds {len(numbers):,} rows and its manifest says {manifest['rows']:,}",
            path,
            "Fetch it again.",
        )
    return OptOuts(day, sha256, tuple(sorted(set(numbers))))


def _refused(what, path, remedy):
    return AgreementError(what, where=str(path), remedy=remedy)


def _bytes(path):
    try:
        return path.read_bytes()
    except OSError:
        raise _refused(
            "the list of people who opted out cannot be read", path, "Put it there and build again."
        ) from None


def _manifest(path):
    told = path.with_name(path.name + ".manifest.json")
    try:
        manifest = json.loads(told.read_text(encoding="utf-8"))
        if not isinstance(manifest, dict) or set(manifest) - set(KEYS):
            raise ValueError
        return manifest
    except OSError:
        what = "the list of people who opted out has no manifest"
    except ValueError:
        what = f"this is not a manifest; it may hold {', '.join(KEYS)}"
    raise _refused(what, told, 'It says at least {"date": "2026-05-14"}.')


def _dated(manifest, path):
    try:
        return datetime.date.fromisoformat(manifest.get("date") or manifest["period_to"])
    except (KeyError, TypeError, ValueError):
        raise _refused(
            "the manifest does not say the date of the list", path, 'Add "date": "2026-05-14".'
        ) from None


def _numbers(raw, path):
    """Every NHS number of the list. One line that is not one makes the whole list unfit."""
    try:
        lines = raw.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise _refused("the list is not text", path, "Fetch it again.") from None
    found = [(n, line.strip().strip('"').replace(" ", "")) for n, line in enumerate(lines, 1)]
    if found and lines[0].strip().strip('"').lower() in HEADERS:
        found = found[1:]
    wrong = [n for n, number in found if number and not is_valid(number)]
    if wrong:
        raise _refused(
            f"{len(wrong):,} lines are not NHS numbers, the first is line {wrong[0]:,}",
            path,
            "Fetch it again.",
        )
    return [number for _, number in found if number]


def write(opt_outs, folder, *, key):
    """Keep the list as HMAC tokens alone, apart from every record."""
    write_tokens(pa.array(opt_outs.numbers, pa.string()), folder / "token.parquet", key=key)
