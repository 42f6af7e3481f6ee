"""The part of a text that shows why it was found, cut into what is marked and what is not."""

import re

from tilth.learn.search.porter import stem
from tilth.learn.search.tokens import WORD, folded

AROUND = 220  # characters
MOST = 200_000  # characters looked through
BREAK = re.compile(r"\s+")


def wanted(asked):
    """The stems to mark, and the beginnings of words to mark."""
    words = {stem(folded(word)) for part in asked.parts for word in part}
    return words, (stem(folded(asked.parts[-1][-1])) if asked.open else None)


def marked(text, asked):
    """[(piece, whether it is marked)]: the whole text, with every word that was asked for."""
    return _cut(text, _places(text, asked))


def snippet(text, asked, *, around=AROUND):
    """[(piece, whether it is marked)] of about so many characters: where most of it is met.

    A text that holds nothing of it begins at its beginning. Line ends become spaces; an ellipsis
    tells where something was left out.
    """
    text = BREAK.sub(" ", text[:MOST]).strip()
    places = _places(text, asked)
    begin, end = _window(text, places, around)
    inside = [(a - begin, b - begin, s) for a, b, s in places if begin <= a and b <= end]
    pieces = _cut(text[begin:end], inside)
    if begin:
        pieces.insert(0, ("… ", False))
    return [*pieces, (" …", False)] if end < len(text) else pieces


def _places(text, asked):
    """(begin, end, stem) of every word that was asked for."""
    stems, beginning = wanted(asked)
    found = []
    for word in WORD.finditer(text):
        this = stem(folded(word[0]))
        if this in stems or (beginning is not None and this.startswith(beginning)):
            found.append((*word.span(), this))
    return found


def _window(text, places, around):
    """Where a piece begins and ends that holds the most different words asked for."""
    if len(text) <= around:
        return 0, len(text)
    best, begin = 0, 0
    for number, (a, _, _) in enumerate(places[:500]):
        held = {s for at, upto, s in places[number : number + 30] if upto <= a + around * 3 // 4}
        if len(held) > best:
            best, begin = len(held), a
    begin = _after_space(text, max(0, min(begin - around // 4, len(text) - around)))
    end = begin + around
    space = text.rfind(" ", begin, end)
    return begin, len(text) if end >= len(text) else space if space > begin + around // 2 else end


def _after_space(text, at):
    space = text.find(" ", at, at + 40)
    return space + 1 if at and space >= 0 else at


def _cut(text, places):
    pieces, upto = [], 0
    for begin, end, _ in places:
        pieces += [(text[upto:begin], False), (text[begin:end], True)]
        upto = end
    pieces.append((text[upto:], False))
    return [piece for piece in pieces if piece[0]]
