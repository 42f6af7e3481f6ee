"""What is measured of people: who meets a criterion, or a value added up over them."""

from dataclasses import dataclass

from tilth.ground.criteria import tree
from tilth.ground.criterion import Criterion
from tilth.ground.errors import DefinitionError

COUNTS = ("numerator", "denominator", "unknown", "among_unknown")
VALUED = ("numerator", "denominator", "sum_squares", "unknown", "among_unknown")
PART = 1_000_000  # values are added up in whole millionths, so that order never matters


@dataclass(frozen=True)
class Measure:
    """One thing to measure: either who meets `numerator`, or the sum of `value`, among some.

    numerator, among: criteria, as text or Criterion; among everyone unless told.
    value: what a criterion may compare with a number: `swemwbs_score latest within 2 years`.
    histogram: rising edges for a value; how many lie under the first, from each to the next, and
    from the last up are the columns `bin0`, `bin1` and so on.
    """

    numerator: object = None
    among: object = None
    value: str | None = None
    histogram: tuple | None = None

    def __post_init__(self):
        if self.histogram is not None:
            object.__setattr__(self, "histogram", tuple(self.histogram))

    def settled(self, vocabulary):
        """The trees of it, every name looked up. Raises DefinitionError."""
        if (self.numerator is None) == (self.value is None):
            raise DefinitionError("a measure has either a numerator or a value")
        if self.histogram is not None and self.value is None:
            raise DefinitionError("a histogram is of a value, and this measure has none")
        edges = tuple(float(edge) for edge in self.histogram or ())
        if list(edges) != sorted(set(edges)):
            raise DefinitionError("the edges of a histogram rise from each to the next")
        among = self.among and Criterion.parse(self.among).settle(vocabulary)
        if self.value is not None:
            return Settled(None, among, _operand(self.value, vocabulary), edges)
        return Settled(Criterion.parse(self.numerator).settle(vocabulary), among)


@dataclass(frozen=True)
class Settled:
    """A measure ready to be counted: trees whose names are known. edges: of its histogram."""

    numerator: object
    among: object = None
    value: object = None
    edges: tuple = ()

    @property
    def columns(self):
        """The columns of its answer."""
        if self.value is None:
            return COUNTS
        return (*VALUED, *(f"bin{i}" for i in range(len(self.edges) + 1 if self.edges else 0)))

    @property
    def trees(self):
        """Its tests; a value is tested for being known."""
        judged = self.numerator if self.value is None else tree.Missing(self.value)
        return [test for test in (judged, self.among) if test is not None]

    @property
    def parts(self):
        """How many whole parts a value of 1 is added up in: 1 where every value is whole."""
        return 1 if getattr(self.value, "how", "") == "count" else PART


def _operand(text, vocabulary):
    """The number a text names: an attribute, or a summary of events."""
    test = Criterion.parse(f"{text} is not null").settle(vocabulary)
    match test:
        case tree.Not(tree.Missing(operand)):
            kind = getattr(operand, "kind", None) or (
                "date" if operand.how in tree.DATES else "number"
            )
            if kind == "number":
                return operand
    raise DefinitionError(
        "a value to add up is one number of each person",
        where=str(text)[:80],
        remedy="Write it as in: swemwbs_score latest within 2 years.",
    )
