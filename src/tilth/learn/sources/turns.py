"""A text read turn by turn: who speaks, what they say, and what nobody says."""

from collections import Counter
from dataclasses import dataclass

from tilth.learn.sources import notes
from tilth.learn.sources.labels import LEADING, ONLY_TIME, label, seconds, speaking
from tilth.learn.sources.paragraphs import Paragraph, paragraphs
from tilth.learn.sources.splitting import split
from tilth.learn.sources.spoken import Reading, Spoken, speakers_of


@dataclass(frozen=True)
class Turn:
    """A paragraph and the label it begins with, where it is one of somebody who speaks."""

    paragraph: Paragraph
    label: object = None


def read_text(text, *, leave=()):
    """A transcript where somebody speaks, else a text. leave: names that are no speakers."""
    left = {one.casefold() for one in leave}
    found = [Turn(one, label(one.text)) for one in _paragraphs(text)]
    names = speaking([one.label for one in found if one.label]) - left
    turns = [_kept(one, names) for one in found]
    passages = tuple(_passages(turns))
    own = [one.label for one in turns if one.label]
    told = speakers_of(
        passages,
        Counter(one.name for one in own),
        {one.name: one.said for one in reversed(own)},
        {one.name: one.role for one in reversed(own) if one.role},
    )
    kind = "transcript" if told else "text"
    return Reading(kind, passages, told, notes.of(kind, passages, told, text))


def _paragraphs(text):
    """Paragraphs; a line that begins with a name or a time begins a new one."""
    lines = [label(line.strip()) for line in text.split("\n") if line.strip()]
    names = speaking([one for one in lines if one])

    def starts(line):
        found = label(line)
        known = found is not None and found.name.casefold() in names
        return known or ONLY_TIME.match(line) is not None or (bool(names) and line[:1] in "[(")

    found = []
    for one in paragraphs(text, starts):
        found += _alone_first(one, text, names)
    return found


def _alone_first(paragraph, text, names):
    """A name alone on the first line of a paragraph is a label of its own, before the words."""
    first = text.split("\n", paragraph.line)[paragraph.line - 1].strip()
    found = label(first)
    alone = found is not None and found.form == "alone" and found.name.casefold() in names
    if not alone or first == paragraph.text or not paragraph.text.startswith(first):
        return [paragraph]
    rest = paragraph.text[len(first) :].strip()
    return [
        Paragraph(paragraph.line, paragraph.indent, first),
        Paragraph(paragraph.line + 1, paragraph.indent, rest),
    ]


def _kept(turn, names):
    known = turn.label is not None and turn.label.name.casefold() in names
    return turn if known else Turn(turn.paragraph)


def _passages(turns):
    """Passages in order; who speaks goes on until the next name, or until the text steps out."""
    inner = min((one.paragraph.indent for one in turns if one.label), default=0)
    speaker, at = "", None
    for turn in turns:
        words, line = turn.paragraph.text, turn.paragraph.line
        if turn.label:
            speaker, words = turn.label.name, turn.label.words
            at = turn.label.at if turn.label.at is not None else at
        elif turn.paragraph.indent < inner:
            speaker = ""
        if stamp := ONLY_TIME.match(words):
            at = seconds(stamp["early"])
            continue
        if stamp := LEADING.match(words):
            at, words = seconds(stamp["time"]), words[stamp.end() :]
        for part in split(words) if words else ():
            yield Spoken(part, line, speaker, at)
            at = None
