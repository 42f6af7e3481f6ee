"""A file becomes passages: a talk, a transcript, subtitles or a text."""

from tilth.ground.errors import ExtractError
from tilth.learn.sources.opening import checked, opened
from tilth.learn.sources.paragraphs import plain
from tilth.learn.sources.subtitles import read_subtitles
from tilth.learn.sources.turns import read_text

MOST_PASSAGES = 5_000


def read(data, name, *, leave=()):
    """A Reading of the bytes of a file. leave: names it gives that are no speakers.

    Raises ExtractError with file, line, column and rule; never with words of the file.
    """
    text, form = opened(data, name)
    return reading_of(text, form, name, leave=leave)


def reading_of(text, form, name="", *, leave=()):
    """A Reading of text. form: text, markdown or subtitles."""
    text = checked(text, name)
    if form == "subtitles":
        found = read_subtitles(text, name, leave=leave)
    else:
        found = read_text(plain(text) if form == "markdown" else text, leave=leave)
    if len(found.passages) > MOST_PASSAGES:
        raise ExtractError(f"it has more than {MOST_PASSAGES:,} passages", where=name,
                           remedy="Bring it in part by part.")  # fmt: skip
    return found
