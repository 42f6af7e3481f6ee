"""The phrases of a criterion: `hypertension ever`, `systolic latest within 5 years`, `on a`."""

import re
from dataclasses import dataclass

from tilth.ground.criteria import tree
from tilth.ground.errors import DefinitionError

KEYWORDS = ("and", "or", "not", "in", "between", "is", "null")
SUMMARIES = ("latest", "highest", "lowest", "mean", "count", "total", "since")
RESERVED = {*KEYWORDS, *SUMMARIES, "on", "ever", "never", "within", "before", "after"}
MARKS = ("(", ")", ",", "=", "!=", "<", "<=", ">", ">=")
NAME = re.compile(r"[a-z][a-z0-9_]{0,99}")
NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
QUOTE = "'"
LONGEST_TEXT = 200
LONGEST_WINDOW = 100_000


@dataclass(frozen=True)
class Literal:
    """A number or a text, as given."""

    value: object


def shown(word):
    """A word from a criterion, short and harmless enough to print."""
    plain = "".join(c if c.isprintable() else "?" for c in str(word))
    return plain if len(plain) <= 40 else plain[:37] + "..."


def refuse(what, at, where, remedy=None):
    """The error for something a criterion may not say. at: the character, counted from 1."""
    return DefinitionError(f"{what} (character {at})" if at else what, where=where, remedy=remedy)


class Phrases:
    """Tokens to marks: keywords and signs as text, everything else as the thing it means."""

    def __init__(self, pieces, where):
        self.pieces, self.where = pieces, where
        self.next, self.found = 0, []

    def marks(self):
        """[(mark, place)]: a mark is a keyword or sign, or a Literal, Word, Summary or test."""
        while self.next < len(self.pieces):
            self._one()
        return self.found

    def _one(self):
        piece, at = self._take()
        word = piece.lower()
        if word == "is" and self._at_a_start():
            self._definition(at)
        elif piece == ")" and self._after(","):
            raise refuse("a list ends with a value, not a comma", at, self.where)
        elif word in KEYWORDS or piece in MARKS:
            self._add(word.upper(), at)
        elif word == "on":
            self._add(tree.On(*self._name("the name of a list")), at)
        elif piece[0] == QUOTE or piece[0].isdigit() or piece == "-":
            self._add(self._literal(piece, at), at)
        elif NAME.fullmatch(word) and word not in RESERVED:
            self._named(word, at)
        elif piece[0] == '"':
            raise refuse("a text stands in single quotation marks: 'female'", at, self.where)
        else:
            raise refuse(f"{shown(piece)} is not part of a criterion", at, self.where)

    def _add(self, mark, at):
        self.found.append((mark, at))

    def _take(self):
        self.next += 1
        return self.pieces[self.next - 1]

    def _peek(self):
        return self.pieces[self.next][0].lower() if self.next < len(self.pieces) else ""

    def _follows(self, *words):
        """The next word, taken, if it is one of these."""
        return self._take()[0].lower() if self._peek() in words else None

    def _after(self, *marks):
        return bool(self.found) and self.found[-1][0] in marks

    def _at_a_start(self):
        return not self.found or self._after("(", "AND", "OR", "NOT")

    def _name(self, what):
        word, at = self._peek(), self._here()
        if not NAME.fullmatch(word) or word in RESERVED:
            raise refuse(f"{what} should stand here", at, self.where)
        self.next += 1
        return word, at

    def _here(self):
        last = min(self.next, len(self.pieces) - 1)
        return self.pieces[last][1]

    def _definition(self, at):
        if self._follows("not"):
            self._add("NOT", at)
        self._add(tree.Is(*self._name("the name of a definition")), at)

    def _named(self, name, at):
        following = self._follows("ever", "never", "within", *SUMMARIES)
        if following is None:
            return self._add(tree.Word(name, at), at)
        if following in SUMMARIES:
            return self._add(self._summary(name, following, at), at)
        if following == "within":
            return self._add(self._within(name, at), at)
        if following == "never":
            self._add("NOT", at)
        return self._add(tree.Ever(name, None, at), at)

    def _summary(self, concept, how, at):
        if how == "latest" and self._follows("date"):
            how = "latest date"
        window = self._window() if self._follows("within") else None
        return tree.Summary(concept, how, window, at)

    def _within(self, concept, at):
        place = self._here()
        window = self._window()
        side = self._follows("before", "after")
        if side is None:
            return tree.Ever(concept, window, at)
        if window.unit != "day":
            raise refuse(f"the time {side} an event is given in days", place, self.where)
        other, other_at = self._name("the name of an event")
        return tree.Near(concept, window.length, side, other, at, other_at)

    def _window(self):
        at = self._here()
        length, unit = self._peek(), ""
        if length.isascii() and length.isdigit():
            self.next += 1
            unit = self._peek().removesuffix("s")
        if unit not in tree.UNITS or not 0 < int(length[:9]) <= LONGEST_WINDOW:
            raise refuse("within needs a time, such as 12 months", at, self.where)
        self.next += 1
        return tree.Window(int(length), unit)

    def _literal(self, piece, at):
        if piece[0] == QUOTE:
            return Literal(self._text(piece, at))
        sign = 1
        if piece == "-":
            sign, piece = -1, self._take()[0] if self._peek() else ""
        if not NUMBER.fullmatch(piece) or len(piece) > 15 or self._after_number():
            raise refuse(
                "this is not a number a criterion can hold",
                at,
                self.where,
                "Write 40 or 7.5; a date in quotation marks: '2026-03-31'.",
            )
        value = sign * float(piece)
        return Literal(int(value) if value.is_integer() else value)

    def _after_number(self):
        return bool(self.found) and isinstance(self.found[-1][0], Literal)

    def _text(self, piece, at):
        text = piece[1:-1].replace("''", "'")
        if len(text) > LONGEST_TEXT or not text.isprintable():
            raise refuse(
                f"a text in a criterion is at most {LONGEST_TEXT} plain characters", at, self.where
            )
        return text
