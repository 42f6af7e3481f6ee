"""What a criterion may name in one population, and the same criterion with every name settled."""

import datetime
from dataclasses import dataclass, field

from tilth.ground.criteria import tree
from tilth.ground.criteria.phrases import refuse
from tilth.ground.errors import ClosedError
from tilth.ground.strict import nearest

KINDS = ("number", "text", "date", "yes_no")
MOST_TESTS = 500
MOST_EXPANDED = 25


@dataclass(frozen=True)
class Attribute(tree.Word):
    """A word known to be an attribute. kind: KINDS."""

    kind: str = "text"


@dataclass(frozen=True)
class Vocabulary:
    """The names a population knows.

    attributes: name -> kind. values: name -> its only values, where it has a closed list.
    concepts, lists: names. criteria: name -> the tree of a definition. closed: name -> why it may
    not be asked about now, in words.
    """

    attributes: dict = field(default_factory=dict)
    concepts: tuple = ()
    lists: tuple = ()
    criteria: dict = field(default_factory=dict)
    values: dict = field(default_factory=dict)
    closed: dict = field(default_factory=dict)

    def settle(self, test, *, where=None):
        """The tree with every name looked up and every definition written out.

        Raises DefinitionError naming the first unknown word, its place and the near known one.
        """
        return _Settling(self, where).test(test, ())

    def check_attribute(self, name):
        """Raise DefinitionError, with the near name, unless this is an attribute that is open."""
        self.check_open([name])
        _Settling(self, None).must_know(name, self.attributes, "attribute", 0)

    def check_open(self, names):
        """Raise ClosedError where one of these rests on an agreement that is over."""
        for name in names:
            if name in self.closed:
                raise ClosedError(self.closed[name])


def _names(test):
    """The attributes, concepts and lists that one test names."""
    match test:
        case tree.Word(name) | tree.On(name):
            return (name,)
        case tree.Ever(concept):
            return (concept,)
        case tree.Near(concept, _, _, other):
            return (concept, other)
    operand = test.operand
    return (operand.concept if isinstance(operand, tree.Summary) else operand.name,)


class _Settling:
    def __init__(self, vocabulary, where):
        self.known, self.where, self.tests = vocabulary, where, 0

    def test(self, test, path):
        """path: the definitions being written out, outermost first."""
        match test:
            case tree.All(tests):
                return tree.every([self.test(t, path) for t in tests])
            case tree.Some(tests):
                return tree.some([self.test(t, path) for t in tests])
            case tree.Not(inside):
                return tree.negate(self.test(inside, path))
            case tree.Is(name):
                return self._definition(name, test.at, path)
        self.tests += 1
        if self.tests > MOST_TESTS:
            raise refuse(f"written out, this has more than {MOST_TESTS} tests", 0, self.where)
        return self._single(test)

    def _definition(self, name, at, path):
        self.must_know(name, self.known.criteria, "definition", at)
        if name in path:
            circle = " is ".join([*path[path.index(name) :], name])
            raise refuse(f"{circle}: a definition cannot rest on itself", at, self.where)
        if len(path) >= MOST_EXPANDED:
            raise refuse(f"definitions rest on more than {MOST_EXPANDED} others", at, self.where)
        return self.test(self.known.criteria[name], (*path, name))

    def _single(self, test):
        self.known.check_open(_names(test))
        match test:
            case tree.Word(name):
                return self._truth(name, test.at)
            case tree.Ever(concept):
                self._concept(concept, test.at)
            case tree.Near(concept, _, _, other):
                self._concept(concept, test.at)
                self._concept(other, test.other_at)
            case tree.On(name):
                self.must_know(name, self.known.lists, "list", test.at)
            case tree.Missing(operand):
                return tree.Missing(self._operand(operand))
            case _:
                return self._judged(test, self._operand(test.operand))
        return test

    def _judged(self, test, operand):
        """A comparison, between or in, its sign and literals right for the operand."""
        match test:
            case tree.Compare(_, sign, value):
                self._check_sign(operand, sign)
                return tree.Compare(operand, sign, self._typed(operand, value))
            case tree.Between(_, low, high):
                self._check_sign(operand, "between")
                low, high = self._typed(operand, low), self._typed(operand, high)
                return tree.Between(operand, low, high)
        self._check_sign(operand, "=")
        return tree.OneOf(operand, tuple(self._typed(operand, v) for v in test.values))

    def _truth(self, name, at):
        """A name alone: an attribute that is yes or no, or a partner's list."""
        kind = self.known.attributes.get(name)
        if kind == "yes_no":
            return Attribute(name, at, kind)
        if kind is None and name in self.known.lists:
            return tree.On(name, at)
        if kind is not None:
            raise refuse(f"{name} needs a comparison, such as = or >=", at, self.where)
        if name in self.known.concepts:
            raise refuse(
                f"{name} needs a time or a comparison",
                at,
                self.where,
                f"Say {name} ever, or {name} within 12 months.",
            )
        self.must_know(name, self._everything(), "attribute, list or event", at)
        raise refuse(f"{name} is a definition", at, self.where, f"Say is {name}.")

    def _operand(self, operand):
        if isinstance(operand, tree.Summary):
            self._concept(operand.concept, operand.at)
            return operand
        kind = self.known.attributes.get(operand.name)
        if kind is not None:
            return Attribute(operand.name, operand.at, kind)
        if operand.name in self.known.concepts:
            return tree.Summary(operand.name, "latest", None, operand.at)
        known = [*self.known.attributes, *self.known.concepts]
        if operand.name in self._everything():
            raise refuse(
                f"{operand.name} is true or false and compared with nothing", operand.at, self.where
            )
        raise self._unknown(operand.name, known, "attribute or event", operand.at)

    def _concept(self, name, at):
        self.must_know(name, self.known.concepts, "event", at)

    def _everything(self):
        k = self.known
        return [*k.attributes, *k.concepts, *k.lists, *k.criteria]

    def must_know(self, name, known, what, at):
        if name not in known:
            raise self._unknown(name, known, what, at)

    def _unknown(self, name, known, what, at):
        near = nearest(name, known) or nearest(name, self._everything())
        remedy = (
            f"Did you mean {near}?" if near else f"There are {len(list(known))} to choose from."
        )
        return refuse(f"there is no {what} called {name}", at, self.where, remedy)

    def _kind(self, operand):
        if isinstance(operand, Attribute):
            return operand.kind
        return "date" if operand.how in tree.DATES else "number"

    def _check_sign(self, operand, sign):
        kind = self._kind(operand)
        if kind == "yes_no":
            raise refuse(
                f"{operand.name} is true or false and compared with nothing", operand.at, self.where
            )
        if kind == "text" and sign not in ("=", "!="):
            raise refuse(
                f"{operand.name} is text: it is compared with =, != or in", operand.at, self.where
            )

    def _typed(self, operand, value):
        """The literal as the operand's kind, or the error that says what it should be."""
        kind = self._kind(operand)
        if kind == "date":
            return self._date(operand, value)
        if isinstance(value, str) != (kind == "text"):
            text = kind == "text"
            said = "a text in quotation marks" if text else "a number, without quotation marks"
            raise refuse(f"this is compared with {said}", operand.at, self.where)
        choices = self.known.values.get(getattr(operand, "name", None))
        if choices and value not in choices:
            what = f"{operand.name} is one of {', '.join(choices)}"
            raise refuse(what, operand.at, self.where)
        return value

    def _date(self, operand, value):
        try:
            if isinstance(value, str) and len(value) == 10:
                return datetime.date.fromisoformat(value)
        except ValueError:
            pass
        raise refuse("a date is written as in '2026-03-31'", operand.at, self.where)
