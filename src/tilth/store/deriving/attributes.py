"""What sources say of a person beyond events, and one answer where they disagree."""

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from tilth.ground.errors import DefinitionError
from tilth.ground.extracts import Extract
from tilth.store.deriving.pseudonymise import kind_of

SEXES = ("female", "male", "other")
ETHNIC_GROUPS = ("asian", "black", "mixed", "other", "white")
# Attributes the house gives a meaning to; a contract may give these or name its own.
OURS = {
    "died_on": pa.date32(),
    "sex": pa.string(),
    "ethnic_group": pa.string(),
    "practice": pa.string(),
    "lives_in": pa.string(),
}
WORKED_OUT = (
    "person birth_month postcode_district lsoa21 lsoa11 resident registered known_to".split()
)
# A mistyped or guessed value should not win merely for being the newest.
BY_MAJORITY = ("birth_month", "sex", "ethnic_group")


@dataclass(frozen=True)
class Told:
    """What one source tells of people. folder: its pseudonymise stage.

    days: the last day of each of its files, in order. rank: its place in place.toml.
    plan: whether it may be used for planning. attributes: attribute -> the columns that give it.
    """

    source: str
    partner: str
    folder: Path
    extract: Extract
    days: tuple
    rank: int
    plan: bool = True

    @property
    def attributes(self):
        return attributes_of(self.extract)


def attributes_of(extract):
    """attribute -> columns, as declared. Raises DefinitionError where it is worked out by us."""
    found = {}
    for column, how in extract.columns.items():
        if how.attribute in WORKED_OUT:
            raise DefinitionError(
                f"the attribute {how.attribute} is worked out, not given",
                where=f"{extract.name}.toml columns.{column}",
                remedy="Give it another name.",
            )
        if how.attribute:
            found.setdefault(how.attribute, []).append(column)
    return found


def attribute_types(told):
    """Every attribute the sources give and its Arrow type, ours first. Raises DefinitionError."""
    types = {}
    for one in told:
        for attribute, columns in one.attributes.items():
            for column in columns:
                _, kind = kind_of(one.extract.columns[column])
                if types.setdefault(attribute, OURS.get(attribute, kind)) != kind:
                    raise DefinitionError(
                        f"{attribute} is {kind} here and {types[attribute]} elsewhere",
                        where=f"{one.extract.name}.toml columns.{column}",
                        remedy="Give one of them another name.",
                    )
    own = {a: t for a, t in sorted(types.items()) if a not in OURS}
    return OURS | own


def person_schema(types):
    """The columns of person.parquet, in order."""
    first = [("person", pa.int64()), ("birth_month", pa.date32())]
    first += [(a, types[a]) for a in ("died_on", "sex", "ethnic_group")]
    first += [(a, pa.string()) for a in ("postcode_district", "lsoa21", "lsoa11")]
    first += [(a, types[a]) for a in ("practice", "lives_in")]
    first += [("resident", pa.bool_()), ("registered", pa.bool_()), ("known_to", pa.int16())]
    return pa.schema(first + [(a, t) for a, t in types.items() if a not in OURS])


def settled(statements, *, majority):
    """SQL giving one value a person where sources disagree.

    statements: SQL of person, rank, last_on, value, none of them empty of value. The newest
    file wins, then the source that place.toml names first, then the least value. With majority
    each source first settles on one value so, and the value most sources give wins; the same
    order breaks ties.
    """
    newest = "last_on desc nulls last"
    if not majority:
        return (
            f"select person, first(value order by {newest}, rank, value) as value "
            f"from ({statements}) where value is not null group by person"
        )
    return (
        "with own as (select person, rank, max(last_on) as last_on, "
        f"first(value order by {newest}, value) as value "
        f"from ({statements}) where value is not null group by person, rank), "
        "vote as (select person, value, count(*) as votes, max(last_on) as last_on, "
        f"first(rank order by {newest}, rank) as rank from own group by person, value) "
        f"select person, first(value order by votes desc, {newest}, rank, value) as value "
        "from vote group by person"
    )
