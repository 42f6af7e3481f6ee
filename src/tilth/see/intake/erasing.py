"""Erased people stay out of files that are sent again. Only marks of them are kept."""

import hashlib
import hmac

import pyarrow as pa

from tilth.ground.keys import key_for, key_path, read_key


def erasure_key(place):
    """The key of erasure marks, from the place's own."""
    return key_for(read_key(key_path(place.folder, place.privacy.key_file)), "erasure")


def mark(key, kind, value):
    """What is kept of an erased person: an HMAC of NHS number, or of source and local id."""
    return hmac.new(key, f"{kind}\x1f{value}".encode(), hashlib.sha256).hexdigest()


def erase(place, ledger, *, at, nhs_number=None, source=None, local_id=None):
    """Put a person on the erasure list. Files imported from now on are kept without them."""
    key = erasure_key(place)
    if nhs_number:
        ledger.erase(mark(key, "nhs_number", nhs_number), at=at)
    if local_id:
        ledger.erase(mark(key, f"local_id of {source}", local_id), at=at)


class Erased:
    """Tells which rows are an erased person's."""

    def __init__(self, place, source, extract, marks):
        self.marks = marks
        self.key = erasure_key(place) if marks else b""
        kinds = {"nhs_number": "nhs_number", "local_id": f"local_id of {source}"}
        self.columns = {
            column: kind for means, kind in kinds.items() if (column := extract.meaning(means))
        }

    @property
    def name(self):
        """Changes when the list does, so that files are read again."""
        return (
            hashlib.sha256("".join(sorted(self.marks)).encode()).hexdigest() if self.marks else ""
        )

    def rows(self, table):
        """A true for every row of an erased person."""
        found = [False] * table.num_rows
        for column, kind in self.columns.items():
            for at, value in enumerate(table[column].to_pylist()):
                if value and mark(self.key, kind, value) in self.marks:
                    found[at] = True
        return pa.array(found, pa.bool_())
