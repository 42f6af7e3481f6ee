"""What can be wrong in bytes: packing, encodings, quotes and line ends."""

import gzip
import io
import zipfile
import zlib

from tilth.verify.scratch import HEADER
from tilth.verify.sent import Class

KINDS = (b"%PDF-1.7 ", b"<html><body><table>", b'{"rows": [', b"\x89PNG\r\n\x1a\n", b"MZ\x90\x00")


def flipped_bit(sent, rng, variant):
    sent.pack()
    data = bytearray(sent.data)
    at = rng.randrange(len(data))
    data[at] ^= 1 << rng.randrange(8)
    sent.data = bytes(data)


def cut_packing(sent, rng, variant):
    sent.pack()
    sent.data = sent.data[: -rng.choice((1, 4, 8, 9, len(sent.data) // 2))]


def garbage_after(sent, rng, variant):
    sent.pack()
    sent.data += (b"\x00" * 16, b"garbage", rng.randbytes(40), b"\x1f\x8b\x00", b"\n")[variant]


def two_members(sent, rng, variant):
    """Two packings one after the other are one file, by the format's own rules."""
    data = sent.bytes
    at = rng.randrange(1, len(data))
    sent.data = gzip.compress(data[:at], mtime=0) + gzip.compress(data[at:], mtime=0)
    sent.name += ".gz"


def bomb(sent, rng, variant):
    """Some hundred megabytes in a few hundred kilobytes."""
    filler = (b"\n", b" ", b"0", b",", b"\x00")[variant] * 2**20
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    parts = [packer.compress(sent.bytes), *(packer.compress(filler) for _ in range(96))]
    sent.data = b"".join([*parts, packer.flush()])
    sent.name += ".gz"


def wrong_name(sent, rng, variant):
    sent.name = "register_second" + (".csv.gz", ".xlsx", ".parquet", ".ods", ".csv")[variant]
    if variant == 4:
        sent.data = gzip.compress(sent.bytes, mtime=0)


def another_kind(sent, rng, variant):
    sent.data = KINDS[variant] + sent.bytes


def zip_archive(sent, rng, variant):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        inside = ("register.csv", "../register.csv", "a/b.csv", "register.csv.gz", "x")[variant]
        archive.writestr(zipfile.ZipInfo(inside), sent.bytes)
    sent.data = held.getvalue()
    sent.name = ("register_second.csv", "register_second.zip")[variant % 2]


def cut_short(sent, rng, variant):
    """The end of the file never arrived; where the cut falls inside a row."""
    lines = sent.lines()
    kept = int(len(lines) * (0.3, 0.6, 0.85, 0.95, 0.99)[variant])
    sent.put([*lines[:kept], lines[kept][:12]])
    gone = {line[:7].decode() for line in lines[kept:]}
    sent.truth = {ref: told for ref, told in sent.truth.items() if ref not in gone}


def cut_at_a_row(sent, rng, variant):
    """The end of the file never arrived, cut between rows: only the manifest's count can tell."""
    sent.manifest["rows"] = len(sent.rows)
    lines = sent.lines()
    sent.put(lines[: -1 - variant])


def no_last_line_end(sent, rng, variant):
    if variant % 2:
        sent.manifest["rows"] = len(sent.rows)
    sent.data = sent.bytes.rstrip(b"\n")


def in_rows(change):
    """A fault that changes the bytes of a few rows: change(line, rng, variant)."""

    def apply(sent, rng, variant):
        lines = sent.lines()
        for row in sent.some(rng):
            lines[row + 1] = change(lines[row + 1], rng, variant)
        sent.put(lines)

    return apply


def in_cell(column, marks):
    """A fault that puts bytes into the middle of a few cells of one column."""

    def apply(sent, rng, variant):
        lines = sent.lines()
        for row in sent.some(rng):
            cell = sent.cell(row, column).encode()
            at = len(cell) // 2
            line = lines[row + 1]
            lines[row + 1] = line.replace(cell, cell[:at] + marks[variant] + cell[at:], 1)
        sent.put(lines)

    return apply


def shorter(line, rng, variant):
    # A comma inside a quoted note parts no columns: cut there, the quote would stay open.
    parts = line.rstrip(b"\n").replace(b'"walks, with help"', b"walks").split(b",")
    return b",".join(parts[: len(parts) - 1 - variant]) + b"\n"


def longer(line, rng, variant):
    return line.rstrip(b"\n") + b"," * (1 + variant) + (b"x" if variant % 2 else b"") + b"\n"


def unclosed(sent, rng, variant):
    """A quote that opens and never closes."""
    lines = sent.lines()
    row = rng.randrange(1, len(lines))
    if variant == 4:
        row = len(lines) - 1
    cell = sent.cell(row - 1, "surname").encode()
    lines[row] = lines[row].replace(b"," + cell + b",", b',"' + cell + b",", 1)
    for line in range(1, len(lines)):  # other quotes would close it
        if line != row and b'"' in lines[line]:
            lines[line] = lines[line].replace(b'"walks, with help"', b"walks")
            sent.now_true(line - 1, note="walks")
    sent.put(lines)


def swallowing(sent, rng, variant):
    """A quote that opens in one row and closes in a later one, with whole rows between."""
    lines = sent.lines()
    first = rng.randrange(1, len(lines) - 8)
    last = first + 1 + variant
    note = HEADER.index("note")
    for line in range(first, last + 1):
        sent.rows[line - 1][note] = ""
        sent.truth[sent.rows[line - 1][0]]["note"] = None
    lines = sent.lines()
    lines[first] = lines[first].rstrip(b"\n") + b'"\n'
    lines[last] = lines[last].rstrip(b"\n") + b'"\n'
    sent.put(lines)


def mixed_line_ends(sent, rng, variant):
    lines = sent.lines()
    every = 2 + variant
    sent.put([one[:-1] + b"\r\n" if i % every == 0 else one for i, one in enumerate(lines)])


def other_line_ends(sent, rng, variant):
    """The line ends of other systems are line ends."""
    sent.newline = ("\r\n", "\r\n", "\r\n", "\r", "\r")[variant]


def windows_letters(sent, rng, variant):
    """A file that says UTF-8 and holds Windows letters."""
    for row in sent.some(rng):
        name = "Renée Zoë Muñoz Åse Ölçer".split()[variant]
        sent.set(row, "first_name", name)
        sent.now_true(row, first_name=name)
    sent.data = sent.bytes.decode().encode("cp1252", "replace")
    # Surnames with letters beyond ASCII become Windows letters too: put aside like the others.


def sixteen_bits(sent, rng, variant):
    encoding = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-16")[variant]
    sent.data = sent.bytes.decode().encode(encoding)


def marked(sent, rng, variant):
    """A byte order mark at the very start is part of the encoding."""
    sent.data = b"\xef\xbb\xbf" + sent.bytes


CONTROL = (b"\x00", b"\x00\x00", b"\x00", b"\x00", b"\x00")
BAD_UTF8 = (b"\xff", b"\xc3", b"\xe2\x28\xa1", b"\xed\xa0\x80", b"\xf5\x80\x80\x80")
OVERLONG = (b"\xc0\xaf", b"\xc1\x81", b"\xe0\x80\xaf", b"\xf0\x80\x80\xaf", b"\xc0\x80")
ASIDE = ("quarantined", "refused")
CLASSES = (
    Class(
        "packing_bit_flipped",
        "one bit of a gzip file flipped",
        ("refused", "accepted"),
        flipped_bit,
    ),
    Class("packing_cut", "a gzip file cut short", ("refused",), cut_packing),
    Class(
        "packing_garbage_after", "bytes after the end of a gzip file", ("refused",), garbage_after
    ),
    Class(
        "packing_in_two_parts",
        "two gzip members in one file, as the format allows",
        ("accepted", "noted"),
        two_members,
    ),
    Class("packing_bomb", "a small gzip file that unpacks to very much", ("refused",), bomb),
    Class(
        "name_of_another_kind",
        "a name that promises another kind of file",
        ("refused",),
        wrong_name,
    ),
    Class(
        "content_of_another_kind",
        "a PDF, page, picture or program called .csv",
        ("refused",),
        another_kind,
    ),
    Class(
        "zip_archive",
        "a zip archive, or one that would climb out of its folder",
        ("refused",),
        zip_archive,
    ),
    Class(
        "cut_short",
        "a file cut inside a row, with no count to compare",
        ("quarantined", "held", "refused"),
        cut_short,
        told="file",
    ),
    Class(
        "cut_at_a_row",
        "a file cut between rows, with a count in its manifest",
        ("refused",),
        cut_at_a_row,
    ),
    Class(
        "no_last_line_end",
        "a file whose last line has no end",
        ("quarantined", "noted", "accepted"),
        no_last_line_end,
    ),
    Class("row_short", "rows with too few columns", ("quarantined",), in_rows(shorter)),
    Class("row_long", "rows with too many columns", ("quarantined",), in_rows(longer)),
    Class("quote_unclosed", "a quote that never closes", ASIDE, unclosed),
    Class(
        "quote_inside",
        "a quote inside a cell that has none round it",
        ("quarantined",),
        in_cell("surname", (b'"', b'""', b'"x"', b' "', b'"')),
    ),
    Class("quote_swallows_rows", "quotes that join several rows into one cell", ASIDE, swallowing),
    Class(
        "carriage_return_in_cell",
        "a carriage return inside a cell",
        ("quarantined",),
        in_cell("surname", (b"\r",) * 5),
    ),
    Class(
        "line_ends_mixed",
        "two kinds of line end in one file",
        ("accepted", "noted"),
        mixed_line_ends,
    ),
    Class(
        "line_ends_of_other_systems",
        "line ends of Windows or of old Macs",
        ("accepted", "noted"),
        other_line_ends,
    ),
    Class("nul_bytes", "NUL bytes inside a cell", ("quarantined",), in_cell("surname", CONTROL)),
    Class(
        "bytes_not_utf8", "bytes that are no UTF-8", ("quarantined",), in_cell("surname", BAD_UTF8)
    ),
    Class(
        "bytes_overlong",
        "letters written in too many bytes",
        ("quarantined",),
        in_cell("surname", OVERLONG),
    ),
    Class(
        "windows_letters",
        "a file in Windows-1252 that says UTF-8",
        ("quarantined",),
        windows_letters,
    ),
    Class("utf_16", "a file in UTF-16 or UTF-32", ("refused",), sixteen_bits),
    Class("byte_order_mark", "a byte order mark at the start", ("accepted", "noted"), marked),
    Class(
        "byte_order_mark_inside",
        "a byte order mark in the middle",
        ("quarantined",),
        in_rows(lambda line, rng, variant: b"\xef\xbb\xbf" + line),
    ),
)
