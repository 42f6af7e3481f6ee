"""How people appear in a partner's file: names, dates and addresses, with that file's mistakes."""

import tomllib
from importlib import resources

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tilth.demo.people import names
from tilth.demo.people.crowd import NEVER, TODAY
from tilth.demo.people.nhs_numbers import broken

LETTERS = "abcdefghijklmnoprstuvwy"


def rates():
    """How often each file is wrong about a person."""
    text = resources.files("tilth.demo").joinpath("mistakes.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


class Appearance:
    """People as one partner writes them down; `who` are places in the crowd.

    Each column is an Arrow array as long as `who`. `made` keeps what was done to whom.
    """

    def __init__(self, crowd, who, rate, rng):
        self.crowd, self.who, self.rate, self.rng, self.made = crowd, who, rate, rng, []
        self.first_name = self._first_name()
        self.surname = self._surname()
        self.date_of_birth = self._date_of_birth()
        self.postcode = self._postcode()
        self.nhs_number = self._nhs_number()
        self.sex = self._sex()

    def _hit(self, field, kind, among=None):
        """Whom a mistake of this kind befalls; noted."""
        hit = self.rng.random(len(self.who)) < self.rate.get(kind, 0.0)
        hit = np.flatnonzero(hit if among is None else hit & among)
        if len(hit):
            self.made.append((field, kind, self.who[hit]))
        return hit

    def _first_name(self):
        words, at = list(self.crowd.words.words), self.crowd.first[self.who].copy()
        short = names.lists()[1]
        known = np.array([w in short for w in words], bool)[at]
        _replace(
            at,
            words,
            self._hit("first_name", "nickname", known),
            lambda w: short[w][self._pick(short[w])],
        )
        _replace(at, words, self._hit("first_name", "first_typo"), self._typo)
        _replace(at, words, self._hit("first_name", "initial"), lambda w: w[0])
        return self._written(at, words, self._hit("first_name", "first_missing"))

    def _surname(self):
        words, at = list(self.crowd.words.words), self.crowd.surname[self.who].copy()
        maiden = self.crowd.maiden[self.who]
        before = self._hit("surname", "maiden", maiden >= 0)
        at[before] = maiden[before]
        _replace(at, words, self._hit("surname", "surname_typo"), self._typo)
        return self._written(at, words, self._hit("surname", "surname_missing"))

    def _written(self, at, words, missing):
        if self.rate.get("capitals"):
            words = [w.upper() for w in words]
        mask = np.zeros(len(at), bool)
        mask[missing] = True
        return pa.array(words).take(pa.array(at, mask=mask))

    def _pick(self, several):
        return int(self.rng.integers(len(several)))

    def _typo(self, word):
        """One slip of the hand: letters swapped, dropped, doubled or wrong."""
        if len(word) < 3:
            return word + word[-1]
        i, kind = int(self.rng.integers(1, len(word) - 1)), int(self.rng.integers(4))
        if kind == 0 and word[i] != word[i + 1]:
            return word[:i] + word[i + 1] + word[i] + word[i + 2 :]
        if kind == 1:
            return word[:i] + word[i + 1 :]
        if kind == 2:
            return word[:i] + word[i] + word[i:]
        other = LETTERS[int(self.rng.integers(len(LETTERS)))]
        return word[:i] + (other if other != word[i] else "z") + word[i + 1 :]

    def _date_of_birth(self):
        born = self.crowd.born[self.who].astype("datetime64[D]")
        month = born.astype("datetime64[M]")
        day = (born - month).astype(int) + 1
        in_year = month.astype(int) % 12 + 1
        # A child's wrong birthday could fall after the file; those are left right.
        grown = self.crowd.born[self.who] < TODAY - 15 * 366
        hit = self._hit("date_of_birth", "dob_swapped", (day <= 12) & (day != in_year) & grown)
        turned = month.astype("datetime64[Y]").astype("datetime64[M]") + (day - 1).astype(
            "timedelta64[M]"
        )
        swapped = turned.astype("datetime64[D]") + (in_year - 1).astype("timedelta64[D]")
        born[hit] = swapped[hit]
        hit = self._hit("date_of_birth", "dob_wrong", grown)
        years = self.rng.choice([-10, -1, 1, 10], len(hit)) * 12
        moved = (month[hit] + years.astype("timedelta64[M]")).astype("datetime64[D]")
        born[hit] = moved + np.minimum(day[hit] - 1, 27).astype("timedelta64[D]")
        mask = np.zeros(len(born), bool)
        mask[self._hit("date_of_birth", "dob_missing")] = True
        return pa.array(born.astype("datetime64[D]"), pa.date32(), mask=mask)

    def _postcode(self):
        words, at = list(self.crowd.postcodes), self.crowd.postcode[self.who].astype(np.int64)
        old = self.crowd.old_postcode[self.who]
        since = (TODAY - self.crowd.moved[self.who]) < 1500
        chance = np.minimum(self.rate.get("postcode_old", 0.0) / 0.2, 1.0)
        hit = np.flatnonzero((old >= 0) & since & (self.rng.random(len(old)) < chance))
        if len(hit):
            self.made.append(("postcode", "postcode_old", self.who[hit]))
        at[hit] = old[hit]
        _replace(at, words, self._hit("postcode", "postcode_typo"), self._wrong_postcode)
        _replace(at, words, self._hit("postcode", "unspaced"), lambda w: w.replace(" ", ""))
        mask = np.zeros(len(at), bool)
        mask[self._hit("postcode", "postcode_missing")] = True
        return pa.array(words).take(pa.array(at, mask=mask))

    def _wrong_postcode(self, word):
        """One of the last two letters becomes another that postcodes use."""
        letters = "ABDEFGHJLNPQRSTUWXYZ"
        other = letters[(letters.find(word[-1]) + int(self.rng.integers(1, 19))) % 20]
        return word[:-1] + other

    def _nhs_number(self):
        numbers = self.crowd.nhs[self.who].copy()
        hit = self._hit("nhs_number", "nhs_wrong")
        numbers[hit] = broken(numbers[hit])
        mask = self.crowd.unknown_to_nhs[self.who].copy()
        mask[self._hit("nhs_number", "nhs_missing")] = True
        return pa.array(numbers, mask=mask).cast(pa.string())

    def _sex(self):
        sex = self.crowd.sex[self.who].copy()
        hit = self._hit("sex", "sex_wrong")
        sex[hit] = 1 - sex[hit]
        return sex


def _replace(at, words, hit, change):
    """Point the places hit at changed words, each appended to the words."""
    for i in hit:
        words.append(change(words[at[i]]))
        at[i] = len(words) - 1


def sex_codes(sex, codes=("1", "2")):
    """Sex as a partner codes it."""
    return pa.array(codes).take(pa.array(sex.astype(np.int64)))


def numbered(prefix, numbers, digits):
    """Reference numbers: a letter and so many digits."""
    text = pc.utf8_lpad(pa.array(np.asarray(numbers, np.int64)).cast(pa.string()), digits, "0")
    return pc.binary_join_element_wise(prefix, text, "")


def dates(days, *, unknown=NEVER):
    """Days as dates; `unknown` is an empty cell."""
    days = np.asarray(days, np.int64)
    gone = days == unknown
    return pa.array(np.where(gone, 0, days).astype("datetime64[D]"), pa.date32(), mask=gone)


def written(column, form="%d/%m/%Y"):
    """Dates as text in a partner's own form."""
    return pc.strftime(column.cast(pa.timestamp("s")), format=form)
