"""A template of an agreement: where partners start from, not what they must say."""

from dataclasses import dataclass, field

from tilth.agree.agreements.clauses import Clauses
from tilth.agree.words import AGREEMENTS


@dataclass(frozen=True)
class AgreementTemplate:
    """A start for an agreement, in definitions/agreements/*.toml.

    why: when it fits. type: one of agree.words.AGREEMENTS. months: how long it holds, unless told.
    """

    title: str
    why: str
    type: str
    clauses: Clauses = field(default_factory=Clauses)
    months: int = 12
    name: str = ""

    folder = "agreements"

    def __post_init__(self):
        if self.type not in AGREEMENTS:
            raise ValueError(f"type {self.type!r} is not one of {', '.join(AGREEMENTS)}")
        if self.months < 1:
            raise ValueError("months must be one or more")
        if self.clauses.parties:
            raise ValueError("a template names no parties: the place chooses them")
