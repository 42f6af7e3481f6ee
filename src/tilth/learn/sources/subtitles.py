"""Subtitles, VTT or SRT: cues become passages that end where a sentence does."""

import html
import re
from collections import Counter
from dataclasses import dataclass, replace

from tilth.ground.errors import ExtractError, Fault
from tilth.learn.sources import notes
from tilth.learn.sources.labels import label, seconds, speaking
from tilth.learn.sources.opening import SHOWN
from tilth.learn.sources.splitting import split
from tilth.learn.sources.spoken import Reading, Spoken, speakers_of

TIME = r"(?:\d{1,3}:)?\d{2}:\d{2}[.,]\d{3}"
TIMES = re.compile(rf"^({TIME})\s*-->\s*({TIME})(?:\s|$)")
VOICE = re.compile(r"^<v(?:\.[^\s>]*)?\s+([^>]{1,80})>")
TAG = re.compile(r"<[^>\n]{0,100}>|\{\\[^}\n]{0,50}\}")
APART = re.compile(r"^(?:WEBVTT|NOTE|STYLE|REGION|X-TIMESTAMP)")
ENOUGH = 250  # letters after which a passage may end with a sentence
PAUSE = 5  # seconds of silence that end a passage


@dataclass(frozen=True)
class Cue:
    """One cue: its line, when it begins and ends, who speaks where it says so, its words."""

    line: int
    start: int
    end: int
    words: str
    speaker: str = ""


def read_subtitles(text, name="", *, leave=()):
    """A Reading of VTT or SRT text. Raises ExtractError with every line that cannot be read."""
    cues, faults = _cues(text, name)
    if faults:
        raise ExtractError("\n".join(str(one) for one in faults[:SHOWN]))
    if not cues:
        raise ExtractError("it holds no subtitles", where=name,
                           remedy="A cue has a line such as 00:01.000 --> 00:04.000.")  # fmt: skip
    cues, said = _named(cues, {one.casefold() for one in leave})
    passages = tuple(_passages(cues))
    turns = Counter(
        one.speaker for at, one in enumerate(cues) if not at or cues[at - 1].speaker != one.speaker
    )
    told = speakers_of(passages, turns, said, {})
    return Reading("subtitles", passages, told, notes.of("subtitles", passages, told, text))


def _cues(text, name):
    cues, faults, block = [], [], []
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if line.strip():
            block.append((number, line.strip()))
            continue
        if block and not APART.match(block[0][1]):
            _cue(block, name, cues, faults)
        block = []
    return cues, faults


def _cue(block, name, cues, faults):
    """Add the cue of a block of lines, or why it is none."""
    at = next((n for n, (_, line) in enumerate(block[:2]) if "-->" in line), None)
    if at is None:
        faults.append(Fault(name, "words without a time", "Give the cue a line such as "
                            "00:01.000 --> 00:04.000.", line=block[0][0]))  # fmt: skip
        return
    number, line = block[at]
    times = TIMES.match(line)
    if times is None:
        faults.append(Fault(name, "this time cannot be read", "Write it as 00:01:02.000 --> "
                            "00:01:04.000.", line=number))  # fmt: skip
        return
    start, end = seconds(times[1]), seconds(times[2])
    if end < start:
        faults.append(Fault(name, "the cue ends before it begins", "Mend its times.", line=number))
        return
    words = " ".join(one for _, one in block[at + 1 :])
    voice = VOICE.match(words)
    speaker = " ".join(html.unescape(voice[1]).split()) if voice else ""
    words = " ".join(html.unescape(TAG.sub("", words)).split())
    if words:
        cues.append(Cue(block[0][0], start, end, words, speaker))


def _named(cues, left):
    """Cues with who speaks: their voice, or a name before a colon that goes on to the next."""
    labels = [label(one.words) for one in cues]
    colons = [one for one in labels if one and one.form == "colon"]
    names = speaking(colons) - left
    found, said, speaker = [], {}, ""
    for cue, own in zip(cues, labels, strict=True):
        words = cue.words
        if cue.speaker and cue.speaker.casefold() not in left:
            speaker = cue.speaker
        elif own and own.form == "colon" and own.name.casefold() in names:
            speaker, words = own.name, own.words
            said[own.name] = own.said
        elif any(one.speaker for one in cues):
            speaker = ""
        if words:
            found.append(replace(cue, speaker=speaker, words=words))
    return found, said


def _passages(cues):
    held = []
    for cue in cues:
        if held and _ended(held, cue):
            yield from _whole(held)
            held = []
        held.append(cue)
    yield from _whole(held)


def _ended(held, cue):
    last, letters = held[-1], sum(len(one.words) + 1 for one in held)
    full = letters >= ENOUGH and last.words.rstrip("\"'”’)").endswith((".", "!", "?", "…"))
    return cue.speaker != last.speaker or full or cue.start - last.end > PAUSE


def _whole(held):
    first = held[0] if held else None
    for number, part in enumerate(split(" ".join(one.words for one in held)) if held else ()):
        yield Spoken(part, first.line, first.speaker, first.start if number == 0 else None)
