"""Long passages are split where a sentence ends."""

import re

MOST = 1_200  # letters of one passage: about a minute and a half of talk
END = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+(?=[\"'“‘(A-Z0-9À-Þ])")
SHORT = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|e\.g|i\.e|etc|vs|No|A)\.$|\b[A-Z]\.$")


def sentences(text):
    """The sentences of a text; a shortened word such as Dr. does not end one."""
    found, held = [], ""
    start = 0
    for end in END.finditer(text):
        held = text[start : end.end()].strip()
        if not SHORT.search(held):
            found.append(held)
            start = end.end()
    found.append(text[start:].strip())
    return [one for one in found if one]


def split(text, most=MOST):
    """Pieces of at most `most` letters, whole sentences where there are any; no word is lost."""
    if len(text) <= most:
        return [text]
    pieces, held = [], ""
    for sentence in sentences(text):
        for part in _cut(sentence, most):
            if held and len(held) + 1 + len(part) > most:
                pieces.append(held)
                held = part
            else:
                held = f"{held} {part}".strip()
    return [*pieces, held] if held else pieces


def _cut(sentence, most):
    """A sentence that is longer than a passage, cut between words."""
    while len(sentence) > most:
        at = sentence.rfind(" ", 1, most + 1)
        at = at if at > 0 else most
        yield sentence[:at].strip()
        sentence = sentence[at:].strip()
    if sentence:
        yield sentence
