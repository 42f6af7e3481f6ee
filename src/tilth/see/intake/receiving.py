"""What arrived: is it whole, is it what it says it is, does it match what its sender says of it."""

import datetime
import json
import re
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path

from tilth.ground.errors import DefinitionError, ExtractError
from tilth.ground.strict import value_of
from tilth.store.whole import sha256_of

GIB = 2**30
MOST_UNPACKED = 4 * GIB  # of a spreadsheet; a delimited file may be far larger, see unpacking.py
MOST_RATIO = 250

# What a file's first bytes say it is; the kinds we read come first.
MAGIC = (
    (b"\x1f\x8b", "gzip"),
    (b"PAR1", "parquet"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old or password-protected Office file"),
    (b"%PDF", "a PDF"),
    (b"SQLite format 3\x00", "a database"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"ARROW1", "an Arrow file"),
    (b"Obj\x01", "an Avro file"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"{\\rtf", "a word processor's file"),
)
MARKUP = re.compile(rb"^(\xef\xbb\xbf)?\s*(<(\?xml|!doctype|html|table)|[{\[])", re.IGNORECASE)
KINDS = {
    ".csv": "text",
    ".txt": "text",
    ".tsv": "text",
    ".gz": "gzip",
    ".parquet": "parquet",
    ".xlsx": "sheet",
    ".xlsm": "sheet",
    ".ods": "sheet",
}
SAID = {"text": "plain text", "gzip": "gzip", "parquet": "Parquet", "sheet": "a spreadsheet"}


@dataclass(frozen=True)
class Manifest:
    """What a sender says of a file: how many records, its hash, the period, its number."""

    sha256: str = ""
    rows: int | None = None
    period_from: datetime.date | str | None = None
    period_to: datetime.date | str | None = None
    sequence: int = 0
    sender: str = ""

    def __post_init__(self):
        for end in ("period_from", "period_to"):
            value = getattr(self, end)
            if isinstance(value, str):
                object.__setattr__(self, end, datetime.date.fromisoformat(value))
        if (self.period_from is None) != (self.period_to is None):
            raise ValueError("a period has both its ends or neither")
        if self.period_from and self.period_from > self.period_to:
            raise ValueError("the period ends before it begins")
        if self.sha256 and not re.fullmatch("[0-9a-fA-F]{64}", self.sha256):
            raise ValueError("sha256 is 64 hexadecimal digits")
        if self.sequence < 0 or (self.rows or 0) < 0:
            raise ValueError("sequence and rows are not negative")


@dataclass(frozen=True)
class Received:
    """A file as it lies there: its kind (text, gzip, parquet, sheet), size and hash."""

    path: Path
    kind: str
    size: int
    sha256: str
    manifest: Manifest
    vouched: bool  # whether the manifest's hash or count stands for the end of the file
    standing: tuple = ()  # size, time and place on disk when it was hashed

    @property
    def file(self):
        return self.path.name


def receive(path, manifest=None):
    """Look at a file before anything in it is read. Raises ExtractError where it must be refused.

    manifest: a Manifest, the path of one, or None for FILE.manifest.json where there is one.
    """
    path = Path(path)
    before = _standing(path)
    kind = kind_of(path)
    sha256 = sha256_of(path)
    after = _standing(path)
    if before != after:
        raise _still_written(path)
    told = manifest if isinstance(manifest, Manifest) else read_manifest(path, manifest)
    if told.sha256 and told.sha256.lower() != sha256:
        raise refusal(
            path,
            "its SHA-256 is not the one its manifest gives: it was damaged or changed on the way",
            "Ask the sender to send it again, with its manifest.",
        )
    if not told.period_to:
        told = _with_period_of_name(told, path.name)
    vouched = bool(told.sha256 or told.rows is not None)
    return Received(path, kind, before[0], sha256, told, vouched, after)


def refusal(path, what, remedy):
    """An ExtractError about a whole file."""
    return ExtractError(what, where=Path(path).name, remedy=remedy)


def refuse_changed(received):
    """Raise ExtractError where a file is no longer what it was when its hash was taken."""
    if received.standing and _standing(received.path) != received.standing:
        raise _still_written(received.path)


def _still_written(path):
    return refusal(
        path, "it was still being written while we read it", "Import it once it is complete."
    )


def _standing(path):
    try:
        found = path.stat()
    except FileNotFoundError:
        raise refusal(path, "there is no such file", "Check its name and folder.") from None
    if not path.is_file():
        raise refusal(path, "this is not a file", "Name one file, not a folder.")
    if not found.st_size:
        raise refusal(path, "it is empty", "Ask the sender to send it again.")
    return found.st_size, found.st_mtime_ns, found.st_ino


def kind_of(path):
    """text, gzip, parquet or sheet, by its first bytes. Raises ExtractError for anything else, and
    where the name promises another kind."""
    with open(path, "rb") as file:
        start = file.read(4096)
    found = next((kind for magic, kind in MAGIC if start.startswith(magic)), "text")
    if found == "zip":
        found = _kind_of_zip(path)
    elif found == "text" and MARKUP.match(start):
        found = "a web page or a data file of another form (HTML, XML or JSON)"
    if found not in SAID:
        raise refusal(path, f"it is {found}", "Send CSV (plain or gzip), Parquet, XLSX or ODS.")
    promised = KINDS.get(path.suffix.lower())
    if promised and promised != found:
        raise refusal(
            path,
            f"its name says {SAID[promised]} and its content is {SAID[found]}",
            "Ask the sender what this file is; do not rename it.",
        )
    return found


def _kind_of_zip(path):
    """XLSX and ODS are zip archives of a known shape; no other archive is opened."""
    try:
        with zipfile.ZipFile(path) as archive:
            inside = {i.filename: i for i in archive.infolist()}
    except (zipfile.BadZipFile, OSError, ValueError):
        raise refusal(path, "its archive is damaged", "Ask the sender to send it again.") from None
    if not ("xl/workbook.xml" in inside or "content.xml" in inside):
        return "a zip archive"
    unpacked = sum(i.file_size for i in inside.values())
    packed = sum(i.compress_size for i in inside.values())
    if unpacked > MOST_UNPACKED or (unpacked > 64 * 2**20 and unpacked > MOST_RATIO * packed):
        raise refusal(
            path,
            f"it unpacks to {unpacked / GIB:,.1f} GiB, more than a spreadsheet can hold",
            "Ask the sender for CSV.",
        )
    return "sheet"


def read_manifest(path, manifest=None):
    """The manifest of a file: the one named, FILE.manifest.json, or an empty one."""
    beside = Path(manifest) if manifest else path.with_name(path.name + ".manifest.json")
    if not manifest and not beside.exists():
        return Manifest()
    try:
        table = json.loads(beside.read_text(encoding="utf-8-sig"))
        return value_of(Manifest, table, where=beside.name)
    except FileNotFoundError:
        raise refusal(beside, "there is no such manifest", "Check its name and folder.") from None
    except (json.JSONDecodeError, UnicodeDecodeError):
        raise refusal(beside, "this manifest is not JSON", "Ask the sender for it again.") from None
    except DefinitionError as error:
        raise refusal(beside, error.what, "Ask the sender to put the manifest right.") from None


DAY = r"(?<!\d)(20\d\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?!\d)"
MONTH = r"(?<!\d)(20\d\d)[-_]?(0[1-9]|1[0-2])(?![\d])"


def _with_period_of_name(told, name):
    """Where nobody tells the period, a day, two days or a month in the file's name does."""
    try:
        days = [datetime.date(*map(int, found)) for found in re.findall(DAY, name)]
    except ValueError:
        return told
    months = re.findall(MONTH, name)
    if len(days) in (1, 2) and days[0] <= days[-1]:
        return replace(told, period_from=days[0], period_to=days[-1])
    if not days and len(months) == 1:
        year, month = map(int, months[0])
        first = datetime.date(year, month, 1)
        after = datetime.date(year + month // 12, month % 12 + 1, 1)
        return replace(told, period_from=first, period_to=after - datetime.timedelta(days=1))
    return told
