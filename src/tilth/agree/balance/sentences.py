"""The balance of one thing in words: what stands out, against chance, and who was not heard."""

THINGS = {
    "proposals": ("proposal", "proposals", "made"),
    "agenda": ("agenda item", "agenda items", "asked for"),
    "speaking": ("turn to speak", "turns to speak", "took"),
    "carried": ("carried decision", "carried decisions", "put forward"),
    "received": ("pound", "of the money", "received"),
    "brought": ("pound", "of the money", "brought"),
}
MONEY = ("received", "brought")
BASE = {
    "made": "make",
    "asked for": "ask for",
    "took": "take",
    "put forward": "put forward",
    "received": "receive",
    "brought": "bring",
}


def sentence(what, balance, names):
    """One thing's balance, in a sentence or two.

    what: a key of THINGS. names: slug -> how the partner is called.
    """
    if not balance.contributions:
        return f"Nothing to tell yet: no {_things(what)}."
    if not balance.enough:
        return _too_few(what, balance)
    if not balance.standing_out:
        chance = _chance(what, balance)
        return f"{_most(what, balance, names)} {chance[:1].upper()}{chance[1:]}."
    who = [f"{names[slug]} {_verb(what)} {amount(what, balance.amounts[slug])}"
           for slug in balance.standing_out]  # fmt: skip
    whole = f"{_of(what, balance)}"
    return f"{_and(who)} {whole}; {_chance(what, balance)}."


def _too_few(what, balance):
    one, many, _ = THINGS[what]
    count = balance.contributions
    counted = f"{count} {'payment' if count == 1 else 'payments'}" if what in MONEY else (
        f"{count} {one if count == 1 else many}")  # fmt: skip
    return f"Too few to tell: {counted} among {len(balance.amounts)} partners."


def _most(what, balance, names):
    largest = max(balance.amounts.values())
    who = [names[slug] for slug, given in balance.amounts.items() if given == largest]
    if len(who) > 2:
        return (f"No partner stands out: {len(who)} partners {_verb(what)} "
                f"{amount(what, largest)} each, {_of(what, balance)}.")  # fmt: skip
    each = " each," if len(who) > 1 else ""
    told = f"{_verb(what)} {amount(what, largest)}{each} {_of(what, balance)}"
    return f"No partner stands out: {_and(who)} {told}."


def _chance(what, balance):
    up_to = amount(what, balance.up_to)
    return f"by chance alone one partner would {_base(what)} up to {up_to}"


def _of(what, balance):
    return f"of {amount(what, balance.total)}" + ("" if what in MONEY else f" {_things(what)}")


def amount(what, value):
    """A number as it is read: pounds with their sign, counts whole."""
    return f"£{value:,.0f}" if what in MONEY else f"{value:,.0f}"


def _things(what):
    return "money" if what in MONEY else THINGS[what][1]


def _base(what):
    return BASE[THINGS[what][2]]


def _verb(what):
    return THINGS[what][2]


def _and(words):
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def together(what, balance):
    """The large public bodies together, in a sentence; '' where there is nothing to tell."""
    large = balance.large
    if large is None:
        return ""
    told = f"{amount(what, large.amount)} {_of(what, balance)}"
    so = f"by chance alone they would {_base(what)} up to {amount(what, large.up_to)}"
    bodies = "The large public body" if large.members == 1 else (
        f"The {large.members} large public bodies together")  # fmt: skip
    return f"{bodies} {_verb(what)} {told}; {so}."
