"""Reading a criterion's text: a closed grammar, of which nothing else gets through.

The text is cut into tokens by sqlglot. Every name, phrase and literal in it is then taken out
and stands as a numbered mark (`t0`), so that what sqlglot parses holds marks, comparison signs,
parentheses and and/or/not alone; and of the tree it gives back, every node must be one of a few.
"""

from sqlglot import exp, parse_one, tokenize
from sqlglot.errors import ParseError, TokenError

from tilth.ground.criteria import tree
from tilth.ground.criteria.phrases import QUOTE, Literal, Phrases, refuse, shown

LONGEST = 8_000
MOST_TOKENS = 1_500
DEEPEST = 10

SIGNS = {exp.EQ: "=", exp.NEQ: "!=", exp.LT: "<", exp.LTE: "<=", exp.GT: ">", exp.GTE: ">="}
OPERANDS = (tree.Word, tree.Summary)


def read(text, *, where=None):
    """The tree of a criterion's text. Raises DefinitionError naming the word and its place."""
    pieces = _pieces(text, where)
    _check_depth(pieces, where)
    marks = Phrases(pieces, where).marks()
    if not marks:
        raise refuse("a criterion needs at least one test", 0, where)
    return _Builder(marks, {at: piece for piece, at in pieces}, where).tree()


def _pieces(text, where):
    """(text, place) of every token, nothing but blanks between them."""
    if not isinstance(text, str):
        raise refuse("a criterion is a piece of text", 0, where)
    if len(text) > LONGEST:
        raise refuse(f"a criterion has at most {LONGEST:,} characters", LONGEST, where)
    try:
        tokens = tokenize(text, dialect="duckdb")
    except TokenError:
        raise refuse("a quotation is opened and never closed", 0, where) from None
    if len(tokens) > MOST_TOKENS:
        raise refuse(f"a criterion has at most {MOST_TOKENS:,} words", LONGEST, where)
    pieces, end = [], 0
    for token in tokens:
        _check_gap(text, end, token.start, where)
        pieces.append((text[token.start : token.end + 1], token.start + 1))
        end = token.end + 1
    _check_gap(text, end, len(text), where)
    return pieces


def _check_gap(text, start, end, where):
    """Between tokens there is blank space and nothing hidden."""
    gap = text[start:end].strip(" \t\r\n")
    if gap:
        raise refuse(f"{shown(gap[:2])} is not part of a criterion", start + 1, where)


def _check_depth(pieces, where):
    """Nesting is bounded before anything that calls itself sees the text."""
    opened, nots = [], 0
    for piece, at in pieces:
        nots = nots + 1 if piece.lower() == "not" else nots
        if len(opened) + sum(opened) + nots > DEEPEST:
            raise refuse(f"parentheses and nots go at most {DEEPEST} deep", at, where)
        if piece == "(":
            opened.append(nots)
        elif piece == ")" and opened:
            opened.pop()
        nots = nots if piece.lower() == "not" else 0


class _Builder:
    """From marks, by way of sqlglot, to a tree."""

    def __init__(self, marks, words, where):
        self.words, self.where = words, where
        self.things, self.places, self.text = {}, [], ""
        for mark, at in marks:
            word = mark
            if not isinstance(mark, str):
                word = f"t{len(self.things)}"
                self.things[word] = (mark, at)
            self.places.append((len(self.text), at))
            self.text += word + " "

    def tree(self):
        try:
            node = parse_one(self.text, dialect="duckdb")
        except ParseError as error:
            column = error.errors[0]["col"]
            at = [at for start, at in self.places if start < column][-1]
            raise self._refused(at) from None
        return self._test(node)

    def _refused(self, at, what="the words do not make a test"):
        word = self.words[at]  # a text could be about a person, and is not repeated
        return refuse(f"at {'a text' if word[0] == QUOTE else shown(word)}, {what}", at, self.where)

    def _test(self, node):
        kind = type(node)
        if kind is exp.Paren:
            return self._test(node.this)
        if kind in (exp.And, exp.Or):
            join = tree.every if kind is exp.And else tree.some
            return join([self._test(inside) for inside in node.flatten()])
        if kind is exp.Not:
            return tree.negate(self._test(node.this))
        if kind is exp.Column:
            return self._alone(*self._thing(node))
        if kind in SIGNS:
            return self._compared(node)
        if kind is exp.Between:
            low, high = self._literal(node.args["low"]), self._literal(node.args["high"])
            return tree.Between(self._operand(node.this), low, high)
        if kind is exp.In and node.expressions:
            values = tuple(self._literal(value) for value in node.expressions)
            return tree.OneOf(self._operand(node.this), values)
        if kind is exp.Is and type(node.expression) is exp.Null:
            return tree.Missing(self._operand(node.this))
        raise self._refused(self._near(node))

    def _compared(self, node):
        operand = self._operand(node.this)
        return tree.Compare(operand, SIGNS[type(node)], self._literal(node.expression))

    def _thing(self, node):
        """What a mark stands for, and where."""
        if type(node) is exp.Column and node.sql(dialect="duckdb") in self.things:
            return self.things[node.sql(dialect="duckdb")]
        raise self._refused(self._near(node))

    def _near(self, node):
        """The place of the first mark in a node."""
        marks = [c.name for c in node.find_all(exp.Column) if c.name in self.things]
        return min((self.things[name][1] for name in marks), default=self.places[0][1])

    def _alone(self, thing, at):
        if isinstance(thing, Literal):
            raise self._refused(at, "a number or text needs something to compare it with")
        if isinstance(thing, tree.Summary):
            raise self._refused(at, f"{thing.concept} {thing.how} needs a comparison")
        return thing

    def _operand(self, node):
        thing, at = self._thing(node)
        if isinstance(thing, Literal):
            raise self._refused(at, "the name comes first, then what it is compared with")
        if not isinstance(thing, OPERANDS):
            raise self._refused(at, "this is true or false already and is compared with nothing")
        return thing

    def _literal(self, node):
        thing, at = self._thing(node)
        if not isinstance(thing, Literal):
            raise self._refused(at, "a name can be compared with a number, text or date only")
        return thing.value
