"""What a file is, by its content, and whether it is safe to open; its name is not believed."""

import io
import re
import zipfile
import zlib

from tilth.ground.errors import ExtractError

MOST_BYTES = 2 * 2**20
MOST_UNPACKED = 60 * 2**20
FREE = 2 * 2**20  # unpacked bytes of a part below which no ratio is suspicious
MOST_RATIO = 100
MOST_PARTS = 2_000
SEND = "Send CSV, XLSX, or DOCX with a table."
MAGIC = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old or password-protected Office file"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a packed file"),
    (b"BZh", "a packed file"),
    (b"7z\xbc\xaf", "an archive"),
    (b"Rar!", "an archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"{\\rtf", "a file of an old word processor"),
    (b"SQLite format 3\x00", "a database"),
)
MARKUP = re.compile(rb"^(\xef\xbb\xbf)?\s*<(\?xml|!doctype|html|table|svg|script)", re.IGNORECASE)
ENTITIES = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
MACROS = re.compile(r"vbaproject|vbadata|activex|macrosheets|\.bin$", re.IGNORECASE)
MACRO_TYPE = re.compile(rb"macroEnabled|vbaProject", re.IGNORECASE)
ALLOWED_BINARY = re.compile(r"printersettings\d*\.bin$", re.IGNORECASE)
ENDINGS = {".csv": "csv", ".tsv": "csv", ".txt": "csv", ".xlsx": "xlsx", ".docx": "docx"}
SAID = {"csv": "plain text", "xlsx": "a spreadsheet", "docx": "a word processor's document"}


def refusal(what, remedy=SEND):
    """Why a file is not opened."""
    return ExtractError(what, remedy=remedy)


def kind_of(data, name=""):
    """csv, xlsx or docx. Raises ExtractError where it is anything else, or not safe to open.

    data: the bytes of the file. name: what its sender calls it; its ending must agree.
    """
    if not data:
        raise refusal("the file is empty")
    if len(data) > MOST_BYTES:
        raise refusal(
            f"the file is larger than {MOST_BYTES // 2**20} MB", "Send it in parts, or as CSV."
        )
    found = next((kind for magic, kind in MAGIC if data.startswith(magic)), "csv")
    if found == "zip":
        found = _kind_of_zip(data)
    elif found == "csv" and MARKUP.match(data[:4096]):
        found = "a web page or another kind of markup"
    if found not in SAID:
        raise refusal(f"it is {found}, which is not opened here")
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    if ENDINGS.get(ending, found) != found:
        raise refusal(f"its name ends in {ending} and its content is {SAID[found]}",
                      "Save it again in the form its name says.")  # fmt: skip
    if ending and ending not in ENDINGS:
        raise refusal("its name ends in something else than .csv, .xlsx or .docx")
    return found


def _kind_of_zip(data):
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _looked_at(archive)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError,
            NotImplementedError, RuntimeError):  # fmt: skip
        raise refusal("it is damaged or locked", "Save it again, without a password.") from None


def _looked_at(archive):
    parts = {one.filename: one for one in archive.infolist()}
    if "[Content_Types].xml" not in parts:
        return "a zip archive"
    kind = next((k for part, k in (("xl/workbook.xml", "xlsx"), ("word/document.xml", "docx"))
                 if part in parts), "an Office file of another kind")  # fmt: skip
    _refuse_bombs(archive.infolist())
    _refuse_macros(archive, parts)
    for name in parts:
        _refuse_entities(archive, name)
    return kind


def _refuse_bombs(parts):
    """By the sizes its contents list tells; reading beyond them fails by itself."""
    if len(parts) > MOST_PARTS:
        raise refusal("it holds more parts than any document does")
    if sum(one.file_size for one in parts) > MOST_UNPACKED or any(
        one.file_size > FREE and one.file_size > MOST_RATIO * max(1, one.compress_size)
        for one in parts
    ):
        raise refusal("it unpacks to far more than it is, as no log of decisions does",
                      "Copy its table into a new file.")  # fmt: skip
    if len({one.filename for one in parts}) < len(parts):
        raise refusal("it holds two parts of one name", "Save it again.")


def _refuse_macros(archive, names):
    macros = [one for one in names if MACROS.search(one) and not ALLOWED_BINARY.search(one)]
    inside = archive.read("[Content_Types].xml")
    if macros or MACRO_TYPE.search(inside):
        raise refusal("it holds macros or programs, which are not opened",
                      "Save it as XLSX or DOCX without macros, or as CSV.")  # fmt: skip


def _refuse_entities(archive, name):
    """Read a part whole, which proves its size and checksum; no markup may define anything."""
    named = name.lower().endswith((".xml", ".rels", ".vml"))
    with archive.open(name) as part:
        before, markup = b"", named
        while piece := part.read(2**20):
            markup = markup or (not before and piece.lstrip()[:1] == b"<")
            if markup and (b"\0" in piece or ENTITIES.search(before + piece)):
                raise refusal(
                    "it holds definitions of its own, which are not followed",
                    "Save it again in your office program.",
                )
            before = piece[-16:]
