"""Names that a text uses in more than one form, brought together."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Found:
    """A name found in a text. forms: {form as it stands: numbers of its passages}."""

    name: str
    type: str
    forms: dict
    slips: tuple[str, ...] = ()

    @property
    def several(self):
        """It goes by more than one form here, or by a form that is not its own."""
        return len(self.forms) > 1 or self.name not in self.forms


def found_in(passages, names):
    """The names a text uses. passages: (number, words). names: with name, type, others, slips.

    The longest form wins, so that a short form inside a long one is not counted for itself. Forms
    differ by their letters' case too: MCRActive is not MCRactive.
    """
    forms = {form: one for one in names for form in (one.name, *one.others, *one.slips)}
    if not forms:
        return ()
    longest = sorted(forms, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")
    used = {}
    for number, words in passages:
        for hit in pattern.finditer(words):
            at = used.setdefault(forms[hit[0]].name, {}).setdefault(hit[0], [])
            if number not in at:
                at.append(number)
    told = {one.name: one for one in names}
    return tuple(
        Found(name, told[name].type, where, tuple(told[name].slips))
        for name, where in sorted(used.items())
    )


def resolved(name, names):
    """The name a form stands for; the form itself where nobody knows it."""
    said = " ".join(name.split()).casefold()
    for one in names:
        if said in {form.casefold() for form in (one.name, *one.others, *one.slips)}:
            return one.name
    return name
