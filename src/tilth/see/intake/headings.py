"""Their column names and ours."""

import re
import unicodedata
from dataclasses import dataclass

from tilth.ground.errors import ExtractError
from tilth.ground.strict import nearest

# What no column is called: four digits and more, a day, a postcode, an address of email.
VALUE = re.compile(
    r"\d{5}|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{3} \d{3}|@"
    r"|^\s*[A-Za-z]{1,2}\d[A-Za-z0-9]? ?\d[A-Za-z]{2}\s*$|^\s*[-+]?\d+(\.\d+)?\s*$"
)


@dataclass(frozen=True)
class Headings:
    """Where each of our columns lies in the file; which of theirs we do not use."""

    at: dict[str, int]
    extra: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()


def plain(heading):
    """A heading as people say it: case, spaces and marks apart."""
    text = unicodedata.normalize("NFKC", heading).casefold()
    return re.sub(r"[^a-z0-9]+", "_", text).strip("_")


def match_headings(found, extract, mapping=None, *, usual=None, file):
    """Find every column of the contract among the headings of a file.

    found: the headings, in order. mapping: pairs of names, theirs and ours, either way round.
    usual: the same from place.toml, of which a file may lack some.
    Raises ExtractError naming every column that is missing, twice there, or mapped to nothing.
    """
    _refuse_values(found, file)
    _refuse_twice(found, file)
    theirs = {plain(heading): place for place, heading in enumerate(found) if plain(heading)}
    chosen, _ = _mapped(theirs, extract, usual)
    said, problems = _mapped(theirs, extract, mapping)
    chosen |= said
    at = {}
    for ours, column in extract.columns.items():
        looked = [chosen[ours]] if ours in chosen else names_of(ours, column, taken=chosen)
        places = sorted({theirs[name] for name in looked if name in theirs})
        if len(places) > 1:
            both = " and ".join(found[p] for p in places)
            problems.append(f"has both {both}, which are names of one column, {ours}.")
        elif places:
            at[ours] = places[0]
    missing = [o for o, c in extract.columns.items() if o not in at and not c.optional]
    if missing and not at:
        _refuse_no_heading(extract, file)
    free = [h for place, h in enumerate(found) if place not in at.values()]
    problems += [_missing(ours, extract.columns[ours], found, free) for ours in missing]
    if problems:
        raise ExtractError(" ".join([f"{file} {problems[0]}", *problems[1:]]))
    absent = tuple(o for o in extract.columns if o not in at)
    return Headings(at, tuple(free), absent)


def _refuse_no_heading(extract, file):
    """Where no heading is known, the first line may be a person's row: it is never repeated."""
    raise ExtractError(
        f"no heading in its first line is known; I looked for {', '.join(extract.columns)}",
        where=file,
        remedy="Ask the sender for the file with its row of headings, or name each with --map.",
    )


def names_of(ours, column, taken=()):
    """Every name a column may go by, in plain form: ours, the data set's, its aliases."""
    names = [plain(name) for name in (ours, column.field, *column.aliases) if name]
    return [name for name in dict.fromkeys(names) if name not in set(_values(taken))]


def _values(taken):
    return taken.values() if isinstance(taken, dict) else taken


def _mapped(theirs, extract, mapping):
    """{ours: their plain name} from pairs said either way round, and what cannot be meant."""
    chosen, problems = {}, []
    for left, right in (mapping or {}).items():
        if plain(left) in theirs and right in extract.columns:
            chosen[right] = plain(left)
        elif left in extract.columns and plain(right) in theirs:
            chosen[left] = plain(right)
        else:
            problems.append(
                f"cannot be mapped by {left}={right}: one must be a column of the file, "
                f"the other one of {', '.join(extract.columns)}."
            )
    return chosen, problems


def _refuse_values(found, file):
    """A first row that holds values is somebody's record: nothing of it is repeated in words."""
    if any(VALUE.search(heading) for heading in found):
        raise ExtractError(
            "its first row holds values, not the names of columns",
            where=file,
            remedy="Ask the sender for the file with its row of headings, and nothing above it.",
        )


def _refuse_twice(found, file):
    seen = [plain(heading) for heading in found]
    twice = sorted({h for h in found if plain(h) and seen.count(plain(h)) > 1})
    if twice:
        raise ExtractError(
            f"{' and '.join(twice)} is the heading of more than one column",
            where=file,
            remedy="Ask the sender which of them is meant; columns are told apart by name.",
        )


def _missing(ours, column, found, free):
    looked = ", ".join(dict.fromkeys(n for n in (ours, column.field, *column.aliases) if n))
    said = f"has no column for {ours.replace('_', ' ')}. I looked for {looked} and found "
    said += ", ".join(h for h in found if h) or "no headings"
    near = guess(ours, column, free)
    return f"{said}. Say which: --map {ours}={near or 'THEIR_NAME'}"


def guess(ours, column, free):
    """The heading most like one of a column's names, or None."""
    by_name = {plain(h): h for h in free}
    for name in names_of(ours, column):
        near = nearest(name, by_name)
        if near:
            return by_name[near]
    words = {w for name in names_of(ours, column) for w in name.split("_") if len(w) > 3}
    return next((h for p, h in by_name.items() if any(w in p for w in words)), None)
