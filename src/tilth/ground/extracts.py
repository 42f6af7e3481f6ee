"""An extract: a partner's file, as specified by a contract in definitions/extracts."""

import dataclasses
import datetime
from dataclasses import dataclass

TYPES = "text code choice date moment whole number yes_no nhs_number postcode uprn email".split()
IDENTITY = (
    "local_id nhs_number first_name surname date_of_birth sex postcode previous_postcode "
    "uprn email phone".split()
)
DELIVERIES = ("snapshot", "period")
COVERAGES = ("everyone", "members")
SILENCES = ("speaks", "says_nothing")


@dataclass(frozen=True)
class Column:
    """One column of an extract.

    type: how its text is read (TYPES). means: the part it plays in matching records (IDENTITY).
    attribute: the person attribute it gives. field: its name in the national data set.
    required: an empty cell is a fault. optional: the whole column may be absent.
    values: their codes and our words for them; nothing else is accepted.
    least, most: bounds of a number in `unit`. earliest, latest: bounds of a date; `latest` may
    also be "period_end". aliases: other names partners give the column.
    date_format: as strptime has it; %Y-%m-%d unless told.
    """

    type: str
    title: str = ""
    field: str = ""
    means: str = ""
    attribute: str = ""
    required: bool = False
    optional: bool = False
    values: dict[str, str] = dataclasses.field(default_factory=dict)
    pattern: str = ""
    least: float | None = None
    most: float | None = None
    earliest: datetime.date | None = None
    latest: datetime.date | str | None = None
    unit: str = ""
    date_format: str = "%Y-%m-%d"
    aliases: tuple[str, ...] = ()

    def __post_init__(self):
        if self.type not in TYPES:
            raise ValueError(f"type {self.type} is not one of {', '.join(TYPES)}")
        if self.means and self.means not in IDENTITY:
            raise ValueError(f"means {self.means} is not one of {', '.join(IDENTITY)}")
        if (self.type == "choice") != bool(self.values):
            raise ValueError("a choice, and only a choice, lists its values")


@dataclass(frozen=True)
class EventRule:
    """How rows become dated events about a person.

    concept: the event's name, the same for every row; or code: the column whose codes are
    looked up in definitions/concepts. only: column -> accepted words (ours), so that one file
    can give several concepts. value: the column of the number measured; days = true makes the
    value the nights from date to end. silence: whether a person without such a row is known not
    to have had the event; codes noted by the way, such as why someone was in hospital, say
    nothing of those who have none.
    """

    date: str
    concept: str = ""
    code: str = ""
    end: str = ""
    value: str = ""
    days: bool = False
    only: dict[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    silence: str = "speaks"

    def __post_init__(self):
        if self.silence not in SILENCES:
            raise ValueError(f"silence {self.silence} is not one of {', '.join(SILENCES)}")
        if bool(self.concept) == bool(self.code):
            raise ValueError("an event names either its concept or the column of its code")


@dataclass(frozen=True)
class ListRule:
    """How rows put a person on a partner's list, between dates where they are given."""

    name: str
    since: str = ""
    until: str = ""
    only: dict[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True)
class Form:
    """How the file is written."""

    encoding: str = "utf-8"
    delimiter: str = ","
    quote: str = '"'


@dataclass(frozen=True)
class Extract:
    """What a kind of file must hold, close to the national data set it is named after.

    key: the columns that tell rows apart. delivery: a snapshot replaces the last one; a period
    stands beside the others. covers: whom silence speaks for. In a file that covers everyone, a
    person without a row has not had the event; in one that covers members, that is known of
    its members alone. vouched_by: extracts of the same partner whose people are its members too,
    whether or not it has a row of them. one_per_person: the sender promises one row a person.
    """

    title: str
    why: str
    after: str
    reference: str
    key: tuple[str, ...]
    columns: dict[str, Column]
    delivery: str = "snapshot"
    covers: str = "members"
    vouched_by: tuple[str, ...] = ()
    one_per_person: bool = False
    form: Form = Form()
    events: tuple[EventRule, ...] = ()
    lists: tuple[ListRule, ...] = ()
    name: str = ""

    folder = "extracts"

    def __post_init__(self):
        if self.delivery not in DELIVERIES:
            raise ValueError(f"delivery {self.delivery} is not one of {', '.join(DELIVERIES)}")
        if self.covers not in COVERAGES:
            raise ValueError(f"covers {self.covers} is not one of {', '.join(COVERAGES)}")
        named = [*self.key]
        for rule in self.events:
            named += [rule.date, rule.code, rule.end, rule.value, *rule.only]
        for rule in self.lists:
            named += [rule.since, rule.until, *rule.only]
        lost = sorted({name for name in named if name and name not in self.columns})
        if lost:
            raise ValueError(f"no such column: {', '.join(lost)}")

    def meaning(self, part):
        """The name of the column that plays a part in matching, or None."""
        return next((n for n, c in self.columns.items() if c.means == part), None)


@dataclass(frozen=True)
class Concept:
    """Something recorded of a person with a date: a condition, a measurement, a contact.

    codes: the codes that mean it, by terminology (snomed, icd10, opcs4). unit, least and most
    bound its value where it has one.
    """

    title: str
    why: str = ""
    source: str = ""
    codes: dict[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    unit: str = ""
    least: float | None = None
    most: float | None = None
    name: str = ""

    folder = "concepts"
