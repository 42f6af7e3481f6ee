"""Whether somebody said what they changed: a transplant is never a copy."""

import re

NOTHING = frozenset(
    """nothing none no na n a not applicable same as before the it is was all everything copied copy
    identical unchanged exactly rolled out roll change changes changed different""".split()
)
"""Words that alone say that nothing was changed."""
FEWEST = 3  # words it takes to say what was changed


def words_of(text):
    """The words of a text in small letters, without marks."""
    return re.findall(r"[^\W_]+", text.lower())


def why_not(changed, known=()):
    """Why a text does not say what was changed; '' where it does.

    known: texts that tell of the practice or of an earlier planting, which it may not just repeat.
    """
    said = words_of(changed)
    if not said:
        return "Say what was changed for this place. Nothing grows the same twice"
    if all(word in NOTHING for word in said):
        return "Say what was changed. If nothing was, this place has not been looked at yet"
    if len(said) < FEWEST:
        return "Say what was changed in a sentence, so that others can learn from it"
    if any(_within(said, words_of(text)) for text in known):
        return "This only repeats what is written already. Say what is different here"
    return ""


def says_nothing(changed):
    """Whether a text says that nothing was changed, as a roll-out may honestly say."""
    said = words_of(changed)
    return bool(said) and all(word in NOTHING for word in said)


def _within(said, text):
    return any(text[at : at + len(said)] == said for at in range(len(text) - len(said) + 1))
