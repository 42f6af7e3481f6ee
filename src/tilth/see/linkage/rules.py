"""What two records must share to be joined or compared, and the keys that say whether they do."""

from dataclasses import dataclass

import numpy as np
from numba import njit

from tilth.see.linkage.together import meeting
from tilth.store.aside import each

SPREAD = np.uint64(0x9E3779B97F4A7C15)  # odd: mixes the bits of a key, and 0 stays 0

# Names of Key columns: those of the pool, and `lesser` and `greater` (first name and surname in
# either order), `year`, `birthday` (month and day), `named` (a surname, or none).


@dataclass(frozen=True)
class Rule:
    """What two records must share, and whether first names and dates of birth must agree too."""

    tier: str
    title: str
    keys: tuple[str, ...]
    first: bool = True
    birth: bool = True
    moved: bool = False  # the postcode may be a previous one


RULES = (
    Rule("T2", "surname, first name, date of birth, postcode",
         ("surname", "first", "dob", "postcode"), first=False, birth=False),
    Rule("T3", "initial, surname, date of birth, postcode sector",
         ("initial", "surname", "dob", "sector"), birth=False),
    Rule("T3", "first name and surname exchanged, date of birth, postcode sector",
         ("lesser", "greater", "dob", "sector"), first=False, birth=False),
    Rule("T3", "surname, first name, date of birth, a previous postcode",
         ("surname", "first", "dob", "postcode"), first=False, birth=False, moved=True),
    Rule("T3", "surname, first name, postcode, two parts of the date of birth",
         ("surname", "first", "postcode"), first=False),
    Rule("T3", "first name, date of birth, postcode; another surname",
         ("first", "dob", "postcode"), first=False, birth=False),
    Rule("T3", "surname, date of birth, postcode; a first name alike",
         ("surname", "dob", "postcode"), birth=False),
    Rule("T3", "first name, date of birth, property",
         ("first", "dob", "uprn"), first=False, birth=False),
    Rule("T3", "first name, email", ("first", "email"), first=False),
    Rule("T3", "first name, phone, surname", ("first", "phone", "surname"), first=False),
    Rule("T3", "NHS number and a name, date of birth missing or two parts of it",
         ("nhs", "named")),
)  # fmt: skip

# Two records are weighed if they share any one of these. Common values make many pairs, so each
# is counted before a pair is made.
BLOCKS = (
    ("surname by sound, date of birth", ("sound", "dob")),
    ("first name, date of birth", ("first", "dob")),
    ("postcode, date of birth", ("postcode", "dob")),
    ("postcode, first name", ("postcode", "first")),
    ("surname, first name, year of birth", ("surname", "first", "year")),
    ("surname, first name, month and day of birth", ("surname", "first", "birthday")),
    ("first name and surname in either order, date of birth", ("lesser", "greater", "dob")),
    ("NHS number", ("nhs",)),
    ("email", ("email",)),
    ("phone", ("phone",)),
    ("property, initial", ("uprn", "initial")),
)

# Whatever two records must share to be joined or weighed, they share one of these too.
COARSE = (
    ("dob", "sound"),
    ("dob", "first"),
    ("dob", "postcode"),
    ("dob", "lesser", "greater"),
    ("postcode", "first"),
    ("surname", "first", "year"),
    ("surname", "first", "birthday"),
    ("initial", "uprn"),
    ("nhs",),
    ("email",),
    ("phone",),
)


class Keys:
    """Keys of a pool's records: for some fields, one number that records share if they share all.

    rows: which records of the pool, shape (n,); all unless told. Keys are 64-bit, 0 where a field
    is missing; two keys of different values meet once in about 10^19 pairs.
    """

    def __init__(self, pool, rows=None):
        self.pool, self.rows = pool, rows
        self._columns = {}

    def of(self, names):
        """The key of each record over some columns, shape (n,)."""
        total = self.column(names[0]) * SPREAD
        for name in names[1:]:
            _mix(total, self.column(name))
        return total

    def moved(self, names):
        """Keys by each record's postcode and by its previous one: places among rows, keys.

        A record is there twice where it has two postcodes, side by side.
        """
        before = [("previous" if name == "postcode" else name) for name in names]
        twice = self.column("previous") != self.column("postcode")
        again = np.flatnonzero(twice)
        places = np.concatenate([np.arange(len(twice)), again])
        keys = np.concatenate([self.of(names), self.of(before)[again]])
        order = np.argsort(places, kind="stable")
        return places[order], keys[order]

    def column(self, name):
        """One column as a key, kept once made."""
        if name not in self._columns:
            self._columns[name] = self._made(name)
        return self._columns[name]

    def _made(self, name):
        if name in self.pool.fields:
            return self._taken(self.pool.fields[name])
        if name == "nhs":
            return (self._taken(self.pool.nhs) + 1).astype(np.uint64)
        if name in ("dob", "year", "birthday"):
            dob = self._taken(self.pool.dob).astype(np.uint64)
            return {"dob": dob, "year": dob >> np.uint64(9), "birthday": dob & np.uint64(511)}[name]
        first, surname = self.column("first"), self.column("surname")
        if name == "named":
            return np.where(surname == 0, np.uint64(1), surname)
        both = (first != 0) & (surname != 0)
        found = np.minimum(first, surname) if name == "lesser" else np.maximum(first, surname)
        return np.where(both, found, np.uint64(0))

    def _taken(self, values):
        return values if self.rows is None else values[self.rows]


@njit(cache=True, nogil=True)
def _mix(total, other):
    """One key of two, 0 where either is; a multiply and shift hash of 64 bits."""
    for n in range(total.size):
        if total[n] == 0 or other[n] == 0:
            total[n] = 0
            continue
        mixed = other[n] * np.uint64(0xC2B2AE3D27D4EB4F) ^ total[n]  # not SPREAD: order must tell
        mixed = (mixed ^ (mixed >> np.uint64(32))) * np.uint64(0xD6E8FEB86659FD93)
        total[n] = max(mixed, np.uint64(1))


def near(pool, opened, *, room=64):
    """The records that share something with an open one, the open ones too: rows, in order.

    Most records are settled by their NHS number and meet no open one at all. Keys are looked up
    by their last bits: one that meets by chance only keeps a record that need not be.
    """
    keys = Keys(pool)
    size = 1 << int(room * max(len(opened), 1)).bit_length()
    kept = np.zeros(pool.records, bool)
    kept[opened] = True

    def mark(names):
        key = keys.of(names)
        meeting(key, key[opened], np.zeros(size >> 3, np.uint8), kept)

    each(mark, COARSE)
    return np.flatnonzero(kept)
