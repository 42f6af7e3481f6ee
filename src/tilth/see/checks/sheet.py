"""What checks are resolved over: one source's rows in service, and the place as a whole."""

import datetime
from dataclasses import dataclass, field

from tilth.ground.extracts import Concept, Extract
from tilth.ground.place import Source
from tilth.store.ledger.service import Version


@dataclass(frozen=True)
class Sheet:
    """One source's rows in service, ready to be asked about.

    rows: what SQL calls them; before: the version before; latest: the newest version alone;
    set_aside: the quarantined lines and sent_twice: the duplicate ones, where there are any.
    types: the engine's type of each column in the files. others: the sheets of the other sources.
    lists: what SQL calls the place's public lists (postcode, organisation, measure, area).
    """

    source: Source
    extract: Extract
    rows: str
    types: dict[str, str]
    versions: tuple[Version, ...]
    as_of: datetime.date
    before: str = ""
    latest: str = ""
    set_aside: str = ""
    sent_twice: str = ""
    concepts: dict[str, Concept] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    others: tuple["Sheet", ...] = ()

    @property
    def columns(self):
        """The contract's columns that the files have, by name."""
        return {n: c for n, c in self.extract.columns.items() if n in self.types}

    def of(self, *types):
        """The names of the columns of these types."""
        return [n for n, c in self.columns.items() if c.type in types]

    def meaning(self, part):
        """The column that plays a part in matching, if the files have it."""
        return next((n for n, c in self.columns.items() if c.means == part), None)

    def attribute(self, name):
        """The column that gives an attribute of the person, if the files have it."""
        return next((n for n, c in self.columns.items() if c.attribute == name), None)

    @property
    def person(self):
        """The column that best says who a row is about."""
        return self.meaning("nhs_number") or self.meaning("local_id")

    @property
    def dates(self):
        """Dates and moments, but for the date of birth."""
        return [n for n in self.of("date", "moment") if self.columns[n].means != "date_of_birth"]

    @property
    def ends(self):
        """The columns that end something, and may be empty or lie ahead."""
        rules = [rule.end for rule in self.extract.events]
        return {n for n in [*rules, *(rule.until for rule in self.extract.lists)] if n}

    @property
    def event_dates(self):
        """The columns that say when an event happened, each once."""
        found = dict.fromkeys(rule.date for rule in self.extract.events)
        return [n for n in found if n in self.types]

    @property
    def ordinary(self):
        """Columns that are neither required nor identity nor an end that may lie ahead."""
        return [
            n
            for n, c in self.columns.items()
            if not c.required and not c.means and n not in self.ends and c.attribute != "died_on"
        ]

    @property
    def stays(self):
        """(first day, last day) of each event that has an end, each once."""
        found = dict.fromkeys((r.date, r.end) for r in self.extract.events if r.end)
        return [(d, e) for d, e in found if d in self.types and e in self.types]

    @property
    def practices(self):
        """Columns that hold the code of a practice."""
        said = "general medical practice"
        return [
            n
            for n in self.of("code")
            if self.columns[n].attribute == "practice" or said in self.columns[n].field.lower()
        ]

    @property
    def measured(self):
        """(column, unit, column of codes, codes) of each number whose unit is known.

        The codes are empty where every row of the column is in that unit.
        """
        found = [(n, self.columns[n].unit, "", ()) for n in self.of("number", "whole")]
        for rule in self.extract.events:
            concepts = self.concepts.values() if rule.code and rule.value in self.types else ()
            for one in concepts:
                codes = tuple(sorted({c for listed in one.codes.values() for c in listed}))
                if codes:
                    found.append((rule.value, one.unit, rule.code, codes))
        return [one for one in found if one[1]]

    def coded_in(self, terminology):
        """Columns of codes whose title or national name speaks of a terminology."""
        said = {"icd10": ("icd",), "snomed": ("snomed",), "opcs4": ("opcs",)}[terminology]
        return [
            n
            for n in self.of("code")
            if any(
                w in f"{n} {self.columns[n].title} {self.columns[n].field}".lower() for w in said
            )
        ]


@dataclass(frozen=True)
class Whole:
    """The place as a whole: what SQL calls its linked records and its release.

    views: person, event, concept, small_area, resident, link, identity and ethnic_group, those
    there are. sources: the sources linked. concepts: as defined. release: its name.
    """

    views: dict[str, str]
    sources: tuple[str, ...] = ()
    concepts: dict[str, Concept] = field(default_factory=dict)
    release: str = ""

    def has(self, *names):
        return all(n in self.views for n in names)
