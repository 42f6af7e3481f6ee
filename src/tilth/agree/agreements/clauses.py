"""What an agreement says, clause by clause, as a value."""

from dataclasses import dataclass, field

from tilth.agree.decisions.rule import Rule


@dataclass(frozen=True)
class Conflict:
    """One step of how partners deal with what pulls them apart, and within how many days."""

    step: str
    days: int = 14


@dataclass(frozen=True)
class Clauses:
    """The clauses of one version of an agreement.

    parties: slugs of partners. purpose, population: in words. decide: the rule of voices.
    reserved: what this body alone decides. functions: what somebody must answer for. common:
    what must be the same everywhere; may_differ: what each place or neighbourhood may do its way.
    outcomes: what a framework asks for. chair: term and interests in words. fund: the rules of
    money held together. notice_days: how long before a partner that cuts or leaves must say so.
    purposes: what shared data may be used for. basis: the lawful basis.
    """

    purpose: str = ""
    population: str = ""
    parties: tuple[str, ...] = ()
    decide: Rule = field(default_factory=Rule)
    reserved: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    common: tuple[str, ...] = ()
    may_differ: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    chair: str = ""
    chair_years: int = 3
    meets: str = ""
    conflict: tuple[Conflict, ...] = ()
    fund: tuple[str, ...] = ()
    notice_days: int = 90
    exit: str = ""
    purposes: tuple[str, ...] = ()
    basis: str = ""
