"""What comes out of reading a talk or a text: passages, who speaks, and what is odd."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Spoken:
    """One passage. line: where it begins in its file, from 1. at: seconds into the talk."""

    words: str
    line: int
    speaker: str = ""
    at: int | None = None


@dataclass(frozen=True)
class Speaker:
    """Somebody who speaks: as the file names them, how often their turn comes, in how many words.

    said: how the file writes the name. role: what the file says they are.
    """

    name: str
    said: str
    role: str = ""
    turns: int = 0
    passages: int = 0
    words: int = 0


@dataclass(frozen=True)
class Reading:
    """A file as it was read. kind: transcript, subtitles or text. notes: what a reader should see.

    No word of the file is lost: what nobody speaks is a passage without a speaker.
    """

    kind: str
    passages: tuple[Spoken, ...]
    speakers: tuple[Speaker, ...] = ()
    notes: tuple[str, ...] = field(default=())

    @property
    def unspoken(self):
        """How many passages nobody speaks."""
        return sum(not one.speaker for one in self.passages)


def speakers_of(passages, turns, said, roles):
    """The speakers in the order they first speak. turns, said, roles: dicts by name."""
    order = dict.fromkeys(one.speaker for one in passages if one.speaker)
    return tuple(_speaker(name, passages, turns, said, roles) for name in order)


def _speaker(name, passages, turns, said, roles):
    own = [one for one in passages if one.speaker == name]
    return Speaker(
        name=name,
        said=said.get(name, name),
        role=roles.get(name, ""),
        turns=turns.get(name, 0),
        passages=len(own),
        words=sum(len(one.words.split()) for one in own),
    )
