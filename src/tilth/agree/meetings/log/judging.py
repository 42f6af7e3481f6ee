"""What each row of an old log would become, and what in it is not understood."""

import datetime
import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from tilth.agree.meetings.log.columns import FIELDS
from tilth.ground.cells import FORMULA

TITLE = 200
CARRIED = frozenset((
    "carried", "agreed", "approved", "yes", "passed", "accepted", "endorsed", "ratified", "adopted",
    "decided", "resolved", "supported", "agreed in principle", "approved with conditions",
))  # fmt: skip
NOT_CARRIED = frozenset((
    "not carried", "rejected", "no", "not agreed", "declined", "refused", "lost", "not approved",
    "not supported", "fell", "withdrawn",
))  # fmt: skip
MONTHS = {
    name: number
    for number, names in enumerate(
        (("jan", "january"), ("feb", "february"), ("mar", "march"), ("apr", "april"), ("may",),
         ("jun", "june"), ("jul", "july"), ("aug", "august"), ("sep", "sept", "september"),
         ("oct", "october"), ("nov", "november"), ("dec", "december")), 1)
    for name in names
}  # fmt: skip
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
BRITISH = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")
WORDS = re.compile(
    r"(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)?(?: of)?[ -]([a-z]+),?[ -](\d{4}|\d{2})"
)
MONEY = re.compile(r"£?\s*(-?[\d,]+(?:\.\d{1,2})?)\s*(k|m|million|thousand)?", re.IGNORECASE)
TIMES = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "million": 1_000_000}


@dataclass(frozen=True)
class Trouble:
    """One thing not understood: row, column, rule and remedy. stops: the row cannot be taken in."""

    row: int
    column: str
    rule: str
    remedy: str
    stops: bool = True

    def __str__(self):
        return f"Row {self.row}, {self.column}: {self.rule}. {self.remedy}"


@dataclass(frozen=True)
class Understood:
    """One row as it will be: `row` is its number in the file.

    outcome: carried, not carried, or none where the log does not say. partner: slug of who put it
    forward, none where nobody round the table is of that name; who: as the log says it.
    """

    row: int
    date: datetime.date
    title: str
    decided: str = ""
    outcome: str = ""
    who: str = ""
    partner: str = ""
    ref: str = ""
    why: str = ""
    money: Decimal | None = None
    review: datetime.date | None = None
    twin: str = ""


@dataclass
class Judged:
    """rows: those that can be taken in. twins: those that are there already. troubles: the rest."""

    rows: list = field(default_factory=list)
    twins: list = field(default_factory=list)
    troubles: list = field(default_factory=list)

    @property
    def ready(self):
        """Whether all of it, and something, can be taken in."""
        return bool(self.rows) and not any(one.stops for one in self.troubles)


def judge(table, columns, *, partners, known, today):
    """What a log would become.

    partners: (slug, every name it goes by). known: {(date, plain title): ref} of decisions that
    are there. today: no decision was taken after it. Each trouble names row and column.
    """
    names = {_plain(name): slug for slug, all_names in partners for name in all_names}
    found, seen = Judged(), {}
    for line, row in zip(table.lines, table.rows, strict=True):
        cells = {name: row[place] for name, place in columns.at.items()}
        headings = {name: table.headings[place] for name, place in columns.at.items()}
        troubles, told = [], {"row": line}
        _understand(cells, headings, line, told, troubles, names, today)
        found.troubles += troubles
        if any(one.stops for one in troubles):
            continue
        same = (told["date"], _plain(told["title"]))
        if same in seen:
            found.troubles.append(Trouble(
                line, headings.get("title", headings.get("decided", "title")),
                f"it says the same as row {seen[same]}", "Leave one of them out"))  # fmt: skip
            continue
        seen[same] = line
        one = Understood(**told, twin=known.get(same, ""))
        (found.twins if one.twin else found.rows).append(one)
    return found


def _understand(cells, headings, line, told, troubles, names, today):
    def trouble(name, rule, remedy, stops=True):
        column = headings.get(name, FIELDS[name][0])
        troubles.append(Trouble(line, column, rule, remedy, stops))

    told["date"] = day = read_day(cells.get("date", ""))
    if not cells.get("date"):
        trouble("date", "no day is given", "Write when it was decided")
    elif day is None:
        trouble("date", "this is not a day", "Write it such as 14/05/2026 or 2026-05-14")
    elif day > today:
        trouble("date", "this day is still to come", "A log holds what was decided")
    elif day.year < 1948:
        trouble("date", "this day is before 1948", "Write the year with four digits")
    told["decided"] = cells.get("decided", "")
    told["title"] = _title(cells)
    if not told["title"]:
        trouble("title", "nothing is written", "Say in a few words what it is about")
    _outcome(cells, told, trouble)
    _who(cells, told, names, trouble)
    told["ref"], told["why"] = cells.get("ref", "")[:40], cells.get("why", "")
    _money(cells, told, trouble)
    review = cells.get("review", "")
    told["review"] = read_day(review)
    if review and told["review"] is None:
        trouble("review", "this is not a day, so it is left out", "Write it such as 14/05/2026",
                False)  # fmt: skip
    formulas = [n for n, cell in cells.items() if cell[:1] in FORMULA and cell and n != "money"]
    for name in formulas:
        trouble(name, "it begins like a formula; it is kept as words and never worked out",
                "Nothing needs to be done", False)  # fmt: skip


def _title(cells):
    title = " ".join((cells.get("title") or cells.get("decided", "")).split())
    if not cells.get("title"):
        title = re.split(r"(?<=[.;!?]) ", title)[0].rstrip(".;")
    return title if len(title) <= TITLE else f"{title[: TITLE - 4].rsplit(' ', 1)[0]} ..."


def _outcome(cells, told, trouble):
    said = " ".join(cells.get("outcome", "").lower().split()).rstrip(".")
    told["outcome"] = "carried" if said in CARRIED else "not carried" if said in NOT_CARRIED else ""
    if said and not told["outcome"]:
        trouble("outcome", "this is neither carried nor not carried; it is kept as words",
                "Write agreed or not agreed where you know", False)  # fmt: skip
        told["decided"] = f"{told['decided']}\nOutcome in the old log: {cells['outcome']}".strip()


def _who(cells, told, names, trouble):
    told["who"] = who = " ".join(cells.get("who", "").split())[:200]
    told["partner"] = names.get(_plain(who), "") if who else ""
    if who and not told["partner"]:
        trouble("who", "no partner goes by this name; the name is kept as words",
                "Add the name to the partner it belongs to, or leave it", False)  # fmt: skip


def _money(cells, told, trouble):
    said = cells.get("money", "").strip()
    told["money"] = read_money(said)
    if said and told["money"] is None and said.lower() not in ("-", "none", "nil", "n/a", "na"):
        trouble("money", "this is not an amount of money, so it is left out",
                "Write it such as 12,500", False)  # fmt: skip


def read_day(said):
    """A day as people write it, day before month; None where it is not one."""
    text = " ".join(said.strip().lower().split())
    if found := ISO.fullmatch(text):
        return _day(*found.groups())
    if found := BRITISH.fullmatch(text):
        return _day(found[3], found[2], found[1])
    if (found := WORDS.fullmatch(text)) and found[2] in MONTHS:
        return _day(found[3], MONTHS[found[2]], found[1])
    return None


def _day(year, month, day):
    year = int(year)
    try:
        return datetime.date(year + 2000 if year < 100 else year, int(month), int(day))
    except ValueError:
        return None


def read_money(said):
    """Pounds as people write them (£12,500 or 1.2m); None where it is not an amount."""
    found = MONEY.fullmatch(said.strip())
    if not found or not any(c.isdigit() for c in said):
        return None
    try:
        amount = Decimal(found[1].replace(",", "")) * TIMES.get((found[2] or "").lower(), 1)
    except InvalidOperation:
        return None
    return amount if abs(amount) < 10**12 else None


def _plain(words):
    """Words as people compare them: case, marks and "the" apart."""
    kept = "".join(c if c.isalnum() else " " for c in words.casefold())
    return " ".join(part for part in kept.split() if part != "the")


plain_title = _plain
