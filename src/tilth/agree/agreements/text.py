"""An agreement in plain words, clause by clause: what its partners read, print and sign."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tilth.agree.agreements.clauses import ACCOUNTABLE
from tilth.agree.decisions.rule import METHODS


@dataclass(frozen=True)
class Told:
    """One clause as its readers see it: name, as Clauses has it; title; its lines, in order."""

    name: str
    title: str
    lines: tuple[str, ...]


def told(clauses, names, *, purposes: Mapping = {}):
    """The clauses of an agreement that say something, in reading order.

    names: slug -> name of partners. purposes: purpose of data -> its words.
    """
    known = {"names": names, "purposes": purposes}
    every = [Told(name, title, tuple(make(clauses, known))) for name, (title, make) in TEXT.items()]
    return tuple(one for one in every if one.lines)


def plain(clauses, names, *, purposes: Mapping = {}):
    """The whole text as it is kept with the signatures: numbered clauses, one line each."""
    parts = []
    for number, one in enumerate(told(clauses, names, purposes=purposes), 1):
        parts.append("\n".join([f"{number}. {one.title}", *one.lines]))
    return "\n\n".join(parts)


def _parties(clauses, known):
    return sorted((known["names"].get(slug, slug) for slug in clauses.parties), key=str.casefold)


def _decide(clauses, _):
    rule = clauses.decide
    lines = [
        "Each partner has one voice. A larger partner never has more.",
        f"We decide by {rule.method}: {METHODS[rule.method]}.",
    ]
    if rule.quorum_partners:
        lines.append(f"At least {_count(rule.quorum_partners, 'partner')} must have spoken.")
    if rule.quorum_sectors:
        lines.append(f"They must come from at least {_count(rule.quorum_sectors, 'sector')}.")
    if rule.non_statutory:
        many = rule.non_statutory > 1
        others = "are not large public bodies" if many else "is not a large public body"
        first = f"At least {_count(rule.non_statutory, 'partner')} that {others}"
        lines.append(f"{first} must be in favour or able to live with it.")
    lines.append(f"Voices stay open for at least {_count(rule.days, 'day')}.")
    lines.append(
        f"A small test that can be undone takes the light route: {_count(rule.light_days, 'day')}."
    )
    return lines


def _chair(clauses, _):
    lines = []
    if clauses.decide.chair_independent:
        lines = [
            "Only an independent chair may close a decision: somebody with no role in any partner, "
            "who has told their interests.",
            f"A chair's term is {_count(clauses.chair_years, 'year')} at most.",
        ]
    return [*lines, *_line(clauses.chair)]


def _accountable(clauses, _):
    lines = [f"{ACCOUNTABLE[clauses.accountable].capitalize()}."]
    return lines + ([f"To whom: {clauses.answers_to}"] if clauses.answers_to else [])


def _notice(clauses, _):
    days = _count(clauses.notice_days, "day")
    says = f"A partner that cuts what it gives, or leaves, says so {days} before."
    lines = [says if clauses.notice_days else "A partner may leave on the day it says so."]
    goes_on, ends = "the others go on", "this agreement ends for all"
    lines.append(f"When a partner leaves, {goes_on if clauses.goes_on else ends}.")
    return [*lines, *_line(clauses.exit)]


def _purposes(clauses, known):
    if not clauses.purposes:
        return []
    lines = [known["purposes"].get(one, one).capitalize() for one in clauses.purposes]
    return [*lines, "For nothing else."]


def _seats(clauses, _):
    return [f"{one.sector}: {one.least} at least" for one in clauses.seats]


def _lies(clauses, _):
    return [f"{one.function}: {one.layer}. {_why(one)}" for one in clauses.lies]


def _why(lies):
    """What the test of a layer found; that nobody has tested it is said as well."""
    if not lies.because:
        return "Not tested yet: why not nearer to people?"
    return f"Not nearer to people, because {lies.because.rstrip('.')}."


def _conflict(clauses, _):
    return [f"{one.step} (within {_count(one.days, 'day')})" for one in clauses.conflict]


def _line(text):
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def _words(name) -> Callable:
    return lambda clauses, _: _line(getattr(clauses, name))


def _list(name) -> Callable:
    return lambda clauses, _: list(getattr(clauses, name))


def _count(number, what):
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


TEXT: dict[str, tuple[str, Callable]] = {
    "parties": ("Who agrees", _parties),
    "purpose": ("What it is for", _words("purpose")),
    "population": ("For whom", _words("population")),
    "principles": ("What we hold to", _list("principles")),
    "outcomes": ("What is asked for", _list("outcomes")),
    "decide": ("How we decide", _decide),
    "seats": ("Seats that must be taken", _seats),
    "chair": ("The chair", _chair),
    "meets": ("How often we meet", _words("meets")),
    "reserved": ("What only we decide, together", _list("reserved")),
    "functions": ("What somebody must answer for", _list("functions")),
    "lies": ("At which layer it lies", _lies),
    "common": ("What is the same everywhere", _list("common")),
    "may_differ": ("What may differ from place to place", _list("may_differ")),
    "accountable": ("Who answers to whom", _accountable),
    "conflict": ("When we do not agree", _conflict),
    "fund": ("Money held together", _list("fund")),
    "purposes": ("What data may be used for", _purposes),
    "basis": ("The lawful basis", _words("basis")),
    "notice": ("Notice and leaving", _notice),
}
