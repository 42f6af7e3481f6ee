"""What an agreement says, clause by clause, as a value."""

from dataclasses import dataclass, field

from tilth.agree.decisions.rule import Rule
from tilth.agree.words import LAYERS

ACCOUNTABLE = {
    "mutual": "partners answer to each other",
    "formal": "partners answer to a body that can hold them to it",
}


@dataclass(frozen=True)
class Conflict:
    """One step of how partners deal with what pulls them apart, and within how many days."""

    step: str
    days: int = 14

    def __post_init__(self):
        if self.days < 0:
            raise ValueError("days cannot be less than nothing")


@dataclass(frozen=True)
class Seat:
    """A seat that must be taken: by whom, in words or as a sector, and by how many at least."""

    sector: str
    least: int = 1

    def __post_init__(self):
        if self.least < 1:
            raise ValueError("a seat is for one at least")


@dataclass(frozen=True)
class Lies:
    """At which layer a function lies, and why not nearer to people: what was tested, in words."""

    function: str
    layer: str
    because: str = ""

    def __post_init__(self):
        if self.layer not in LAYERS:
            raise ValueError(f"layer {self.layer!r} is not one of {', '.join(LAYERS)}")


@dataclass(frozen=True)
class Clauses:
    """The clauses of one version of an agreement.

    parties: slugs of partners. purpose, population: in words. principles: what partners hold to,
    in their own words. decide: the rule of voices.
    reserved: what this body alone decides. functions: what somebody must answer for. lies: at
    which layer a function lies and why not nearer. common: what must be the same everywhere;
    may_differ: what each place or neighbourhood may do its way. outcomes: what a framework asks
    for. seats: which must be taken. chair: term and interests in words. accountable: one of
    ACCOUNTABLE; answers_to: to whom, where it is formal. fund: the rules of money held together.
    notice_days: how long before a partner that cuts or leaves must say so. goes_on: the others go
    on when one leaves. purposes: what shared data may be used for. basis: the lawful basis.
    """

    purpose: str = ""
    population: str = ""
    parties: tuple[str, ...] = ()
    principles: tuple[str, ...] = ()
    decide: Rule = field(default_factory=Rule)
    reserved: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    lies: tuple[Lies, ...] = ()
    common: tuple[str, ...] = ()
    may_differ: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    seats: tuple[Seat, ...] = ()
    chair: str = ""
    chair_years: int = 3
    meets: str = ""
    accountable: str = "mutual"
    answers_to: str = ""
    conflict: tuple[Conflict, ...] = ()
    fund: tuple[str, ...] = ()
    notice_days: int = 90
    exit: str = ""
    goes_on: bool = True
    purposes: tuple[str, ...] = ()
    basis: str = ""

    def __post_init__(self):
        if self.accountable not in ACCOUNTABLE:
            told = ", ".join(ACCOUNTABLE)
            raise ValueError(f"accountable {self.accountable!r} is not one of {told}")
        if self.notice_days < 0 or self.chair_years < 1:
            raise ValueError("notice is in days, the chair's term in whole years from one")
        twice = sorted({p for p in self.parties if self.parties.count(p) > 1})
        if twice:
            raise ValueError(f"{twice[0]} is named twice: one partner, one voice")
