"""Which founding document a text is, and in which of its passages each claim is made."""

import re


def _bare(words):
    return re.sub(r"\W+", " ", words.casefold()).strip()


def document_of(passages, claims):
    """The name of the founding document a text is, or ''. passages: (number, line, words)."""
    told = [_bare(words) for _, _, words in passages]
    for one in claims.documents:
        if any(_bare(one.said) in words for words in told):
            return one.name
    return ""


def said_where(claim, passages):
    """The number of the passage that makes a claim, or None; slips put right do not hide it."""
    said = _bare(claim.said)
    found = [number for number, _, words in passages if said in _bare(words)]
    if found:
        return found[0]
    lines = [number for number, line, _ in passages if line == claim.line]
    return lines[0] if lines else None
