"""What somebody typed or pasted, as the key of what it names."""

import re

from tilth.web.learn.models import Passage

OF_REF = {"D": "decision", "C": "commitment", "T": "transplant", "I": "issue"}
PAGES = {
    "stories": "story", "practices": "practice", "transplants": "transplant", "codes": "code",
    "claims": "claim", "ripples": "ripples", "gatherings": "gathering", "sources": "document",
    "documents": "document", "decisions": "decision", "commitments": "commitment",
    "issues": "issue", "partners": "partner", "bodies": "body", "agreement": "agreement",
    "indicators": "indicator",
}  # fmt: skip
REF = re.compile(r"([DCTI])[- ]?(\d{1,6})", re.I)
KEY = re.compile(r"[a-z]+:[\w.-]{1,70}")
AT = re.compile(
    r"/(?:learn|agree|see)/(?:public/)?([a-z]+)/([\w.-]{1,60})(?![\w.-])/?(?:#(ripple-|p)(\d+))?"
)


def key_of(text):
    """The key of what a number such as D-014, an address on this site or a key names; '' if none.

    Whether it is there, and who may read it, is not asked here.
    """
    told = text.strip()
    if ref := REF.fullmatch(told):
        letter = ref[1].upper()
        return f"{OF_REF[letter]}:{letter}-{ref[2].zfill(5 if letter == 'I' else 3)}"
    at = AT.search(told)
    if at is None:
        return told if KEY.fullmatch(told) else ""
    if at[3] == "ripple-":
        return f"ripple:{at[4]}"
    if at[3]:
        passage = passage_of(told)
        return passage.key if passage else ""
    return f"{PAGES[at[1]]}:{at[2]}" if at[1] in PAGES else ""


def passage_of(text):
    """The Passage of an address such as /learn/sources/talk/#p12, or of talk#p12; else None."""
    slug, _, number = text.strip().rpartition("#p")
    slug = slug.rstrip("/").rpartition("/")[2]
    if not number.isdecimal():
        return None
    return Passage.objects.filter(document__slug=slug, number=int(number)).first()
