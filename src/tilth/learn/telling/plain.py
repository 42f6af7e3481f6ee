"""What people type, made harmless: marks nobody can see, which could turn a page about."""

import re
import unicodedata

MOST = 200_000
"""The most characters of a telling."""
LINE, PART = 200, 20_000
"""The most characters of a title or name, and of an answer."""

# Marks that turn the direction of whatever follows, also beyond the words they stand in. The soft
# ones (U+200E, U+200F, U+061C) and the joiners are part of how Arabic, Hebrew or Hindi is written.
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
INVISIBLE = "\ufeff\ufff9\ufffa\ufffb\u2028\u2029"
_OUT = re.compile(
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f{TURNING}{INVISIBLE}\ud800-\udfff]"
)


def words(text):
    """Many lines: their ends made alike, control and turning marks taken out; nothing else."""
    text = text.replace("\u2028", "\n").replace("\u2029", "\n\n").replace("\x85", "\n")
    text = _OUT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return unicodedata.normalize("NFC", text).strip()


def line(text):
    """One line, such as a title or a name: as `words`, and every gap a single space."""
    return " ".join(words(text).split())


def lines(text):
    """The lines that say something, each as `line`."""
    return [one for one in map(line, words(text).split("\n")) if one]
