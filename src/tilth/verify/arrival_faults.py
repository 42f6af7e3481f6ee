"""What can be wrong with how a file arrives: its order, its size, what its manifest says."""

import hashlib
import json

from tilth.verify.scratch import MONTHS, as_accepted, made_up_rows
from tilth.verify.sent import Class, Sent

SHEET_ROWS = 65_536  # of an old spreadsheet; of a new one 1,048,576


def same_file_again(sent, rng, variant):
    sent.extra["again"] = sent
    sent.extra["must_be_same"] = True


def corrected(sent, rng, variant):
    """The same period again with a higher number: it takes the place of the first."""
    later = Sent([list(row) for row in sent.rows], name="register_corrected.csv")
    later.manifest = {**sent.manifest, "sequence": 3}
    later.truth = {ref: dict(told) for ref, told in sent.truth.items()}
    for row in later.some(rng):
        later.set(row, "visits", "77")
        later.now_true(row, visits=77)
    sent.extra["again"] = later


def late(sent, rng, variant):
    """The file of an earlier month arrives after this one: the later month stays in service."""
    start, end = MONTHS[0]
    earlier = Sent(
        made_up_rows(rng, len(sent.rows), MONTHS[0], first=7001), name="register_late.csv"
    )
    earlier.manifest = {"period_from": str(start), "period_to": str(end), "sequence": 1}
    earlier.truth = {row[0]: as_accepted(row) for row in earlier.rows}
    sent.extra["again"] = earlier
    sent.extra["must_stay"] = True


def skipped(sent, rng, variant):
    """The file in between never came: its number or its period is missing."""
    sent.manifest["sequence"] = 3 + variant
    if variant % 2:
        sent.manifest["sequence"] = 2
        for end in ("period_from", "period_to"):
            sent.manifest[end] = sent.manifest[end].replace("2026-04", "2026-06")


def fewer(sent, rng, variant):
    keep = int(len(sent.rows) * (0.5, 0.3, 0.7, 0.1, 0.75)[variant])
    sent.rows = sent.rows[:keep]
    sent.truth = {row[0]: sent.truth[row[0]] for row in sent.rows}


def more(sent, rng, variant):
    count = int(len(sent.rows) * (1.0, 0.3, 2.0, 0.5, 4.0)[variant])
    added = made_up_rows(rng, count, MONTHS[1], first=5001)
    sent.rows += added
    sent.truth |= {row[0]: as_accepted(row) for row in added}


def row_cap(sent, rng, variant):
    """Exactly as many lines as a spreadsheet holds: what was beyond them is gone."""
    base = made_up_rows(rng, 50, MONTHS[1])
    sent.rows = []
    for i in range(SHEET_ROWS - 1 - (variant == 1)):
        row = list(base[i % 50])
        row[0] = f"R{i + 1:06d}"
        sent.rows.append(row)
    sent.extra["fresh"] = True  # no month before it, or its volume alone would hold it
    if variant == 1:
        sent.data = sent.bytes + b"\n"
    sent.truth = {}  # nothing of such a file may come into service before a person has looked


def hash_differs(sent, rng, variant):
    data = sent.bytes
    sent.manifest["sha256"] = hashlib.sha256(data).hexdigest()
    other = bytearray(data)
    at = data.index(b"\n") + rng.randrange(1, 500)
    other[at] = (other[at] + 1) % 256
    sent.data = (bytes(other), data + b"\n", data[:-1], data.replace(b"\n", b"\r\n"), data[:-200])[
        variant
    ]


def count_differs(sent, rng, variant):
    sent.manifest["rows"] = len(sent.rows) + (1, -1, 100, -50, 1)[variant]


def manifest_broken(sent, rng, variant):
    told = json.dumps(sent.manifest)
    sent.extra["manifest_text"] = (
        told[:-5],
        told.replace("sequence", "seqence"),
        told.replace("2026-04-30", "2026-04-31"),
        told.replace("2026-04-01", "2027-04-01"),
        "rows: 120",
    )[variant]


def other_source(sent, rng, variant):
    header = (
        "patient,dob,practice",
        "stay,came,left",
        "name;address",
        "reference,amount,currency",
        "a,b,c,d,e,f,g,h,i,j,k,l,m,n,o",
    )[variant]
    width = header.replace(";", ",").count(",") + 1
    sent.data = "\n".join([header, *(",".join(["1"] * width) for _ in range(50)), ""]).encode()


def other_period(sent, rng, variant):
    """The rows are of April and the manifest says another month before it."""
    start, end = (
        ("2026-03-01", "2026-03-31"),
        ("2025-04-01", "2025-04-30"),
        ("2026-03-15", "2026-03-31"),
        ("2025-12-01", "2025-12-31"),
        ("2024-04-01", "2024-04-30"),
    )[variant]
    sent.manifest |= {"period_from": start, "period_to": end}


def growing(sent, rng, variant):
    """More is written to the file while it is being read."""
    sent.extra["grows"] = (
        sent.lines()[1],
        b"R999999,",
        b"\n",
        b"".join(sent.lines()[1:40]),
        b"\x00" * 100,
    )[variant]


CLASSES = (
    Class("same_file_again", "the same file a second time", ("no-op",), same_file_again),
    Class("corrected_file", "a corrected file for the same period", ("accepted",), corrected),
    Class("late_file", "an earlier month's file after a later one's", ("superseded", "held"), late),
    Class("period_skipped", "a file between that never came", ("held",), skipped),
    Class("volume_low", "a file with far fewer rows", ("held",), fewer),
    Class("volume_high", "a file with far more rows", ("held",), more),
    Class("spreadsheet_row_cap", "exactly the rows a spreadsheet holds", ("held",), row_cap),
    Class(
        "manifest_hash_differs",
        "a file changed since its manifest was made",
        ("refused",),
        hash_differs,
    ),
    Class(
        "manifest_count_differs",
        "more or fewer rows than the manifest says",
        ("refused",),
        count_differs,
    ),
    Class("manifest_broken", "a manifest that cannot be read", ("refused",), manifest_broken),
    Class("file_of_another_source", "another partner's file", ("refused",), other_source),
    Class(
        "file_of_another_period",
        "rows that happened after the period told",
        ("quarantined", "refused", "held"),
        other_period,
    ),
    Class("file_growing", "a file still being written", ("refused",), growing),
)
