"""The one readable test of a person: numerators, cohorts, segments and offers all use it."""

from dataclasses import dataclass, field

from tilth.ground.criteria import tree
from tilth.ground.criteria.reading import read
from tilth.ground.criteria.writing import worded, written


@dataclass(frozen=True)
class Criterion:
    """A test of one person, as text: `age >= 40 and systolic latest within 5 years >= 140`.

    It is true, false or unknown of a person; unknown is counted apart. Two criteria are equal
    when they say the same in the same order, however they are spaced.
    """

    test: object
    where: str | None = field(default=None, compare=False, repr=False)

    @classmethod
    def parse(cls, text, *, where=None):
        """The criterion a text says. where: its file, for messages. Raises DefinitionError."""
        if isinstance(text, Criterion):
            return text
        return cls(read(text, where=where), where)

    @classmethod
    def all(cls, criteria):
        """One criterion that is every one of these, at least one."""
        return cls(tree.every([cls.parse(c).test for c in criteria]))

    def __str__(self):
        return written(self.test)

    def words(self, titles=None):
        """The same in plain English. titles: what each name is called, where it has a title."""
        return worded(self.test, titles or {})

    def settle(self, vocabulary):
        """The tree with every name looked up in a Vocabulary. Raises DefinitionError."""
        return vocabulary.settle(self.test, where=self.where)


@dataclass(frozen=True)
class Definition:
    """A criterion with a name of its own, for others to use as `is NAME`."""

    title: str
    why: str
    criterion: str
    source: str = ""
    name: str = ""

    folder = "criteria"

    def parsed(self):
        """Its criterion. Raises DefinitionError."""
        return Criterion.parse(self.criterion, where=f"definitions/criteria/{self.name}.toml")
