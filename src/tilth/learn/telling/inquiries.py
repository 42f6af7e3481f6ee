"""Inquiries: sets of questions that stories, surveys and workshops all answer."""

import re
from dataclasses import dataclass

from tilth.learn.words import AUDIENCES, TYPES

SORTS = ("words", "line", "choice", "scale")
"""How a question is answered: in many words, in a line, by one of its choices, or from 1 to 5."""
STEPS = tuple("12345")
NAME = re.compile(r"[a-z][a-z0-9_]{1,39}")


@dataclass(frozen=True)
class Question:
    """One question. name: what its answers are kept under. ask: as it is asked. help: a line under
    it. part: the part of the inquiry it stands in."""

    name: str
    ask: str
    help: str = ""
    sort: str = "words"
    choices: tuple[str, ...] = ()
    part: str = ""

    def __post_init__(self):
        if not NAME.fullmatch(self.name):
            raise ValueError(f"{self.name} is no name for a question: use a-z, 0-9 and _")
        if self.sort not in SORTS:
            raise ValueError(f"{self.name}: sort is one of {', '.join(SORTS)}")
        if (self.sort == "choice") != (len(self.choices) > 1):
            raise ValueError(f"{self.name}: a choice has two or more choices, nothing else has any")

    @property
    def offered(self):
        """What it can be answered with; empty where in words."""
        return STEPS if self.sort == "scale" else self.choices


@dataclass(frozen=True)
class Inquiry:
    """A set of questions. type: the kind of telling its answers are (words.TYPES). readers: who may
    read them, unless whoever answers says otherwise. parts: what the parts are called."""

    title: str
    why: str
    questions: tuple[Question, ...]
    source: str = ""
    type: str = "answers"
    readers: tuple[str, ...] = ("partnership",)
    parts: dict[str, str] | None = None
    thanks: str = "Thank you. What you said is kept."
    name: str = ""

    folder = "inquiries"

    def __post_init__(self):
        names = [one.name for one in self.questions]
        if not names:
            raise ValueError("an inquiry asks something")
        if len(set(names)) != len(names):
            raise ValueError("two questions have one name")
        if self.type not in TYPES:
            raise ValueError(f"type is one of {', '.join(TYPES)}")
        if not set(self.readers) <= set(AUDIENCES):
            raise ValueError(f"readers are of {', '.join(AUDIENCES)}")
        lost = {one.part for one in self.questions} - {""} - set(self.parts or {})
        if lost:
            raise ValueError(f"parts has no {', '.join(sorted(lost))}")

    def of_part(self, part=""):
        """The questions of one part, in order."""
        return tuple(one for one in self.questions if one.part == part)


@dataclass(frozen=True)
class Tally:
    """What came to one question. answered: how many said something. counts: by choice, where it
    has choices. said: the answers in words as (answer, what it came with)."""

    question: Question
    answered: int
    counts: dict
    said: tuple


def tally(inquiry, answers):
    """One Tally a question, in order.

    answers: [(answers of one telling: {name: answer}, anything that says where it came from)].
    An answer that is not among the choices any more is counted as answered, under no choice.
    """
    return [_tally(question, answers) for question in inquiry.questions]


def _tally(question, answers):
    given = [(told[question.name], of) for told, of in answers if told.get(question.name)]
    counts = {one: sum(said == one for said, _ in given) for one in question.offered}
    said = () if question.offered else tuple(given)
    return Tally(question, len(given), counts, said)
