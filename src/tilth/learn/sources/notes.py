"""What somebody should look at before a file is kept as a source."""

import difflib
import re

UNHEARD = re.compile(r"[\[(](?:inaudible|unclear|crosstalk|indistinct)[^\])]{0,40}[\])]", re.I)
ALIKE = 0.85


def of(kind, passages, speakers, text=""):
    """Lines of plain words, none of them quoting more of the file than a name."""
    told = []
    if kind == "text":
        told.append("Nobody speaks in it by name, so it is read as a text, paragraph by paragraph.")
    told += [f"{one.name} speaks only once. Is that a speaker?" for one in speakers
             if one.turns == 1]  # fmt: skip
    told += _alike([one.name for one in speakers])
    unspoken = sum(not one.speaker for one in passages)
    if speakers and unspoken:
        told.append(f"{_many(unspoken, 'passage')} before, between or after the turns "
                    "belong to nobody who speaks.")  # fmt: skip
    times = [one.at for one in passages if one.at is not None]
    if times != sorted(times):
        told.append("The times do not go forward everywhere.")
    if unheard := len(UNHEARD.findall(text)):
        told.append(f"{_many(unheard, 'place')} could not be heard by whoever wrote it down.")
    lines = [one.line for one in passages]
    cut = len({one for one in lines if lines.count(one) > 1}) if len(lines) < 2_000 else 0
    if cut and kind != "subtitles":
        told.append(f"{_many(cut, 'long paragraph')} split where a sentence ends.")
    return tuple(told)


def _alike(names):
    pairs = ((a, b) for at, a in enumerate(names) for b in names[at + 1 :])
    return [
        f"{a} and {b} look alike. Are they one person?"
        for a, b in pairs
        if difflib.SequenceMatcher(None, a.casefold(), b.casefold()).ratio() >= ALIKE
        and not re.search(r"\d", a + b)
    ]


def _many(count, word):
    return f"{count} {word}{'' if count == 1 else 's'}"
