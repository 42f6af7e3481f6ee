"""What people hold the most, or least, significant change: their picks, with reasons; no score.

After Davies and Dart (2005), The 'Most Significant Change' (MSC) Technique.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """What one voice chose, and why. ripple: its key. who: as they wished to be called."""

    ripple: int
    reason: str
    who: str = ""


@dataclass(frozen=True)
class Chosen:
    """One ripple and everybody who chose it, in the order they said so."""

    ripple: int
    words: str
    choices: tuple[Choice, ...]

    @property
    def count(self):
        """How many chose it."""
        return len(self.choices)


@dataclass(frozen=True)
class Summary:
    """Every ripple that was chosen, in the order of the map; leading: those most voices chose."""

    of: int
    chosen: tuple[Chosen, ...]

    @property
    def leading(self):
        """The one most voices chose; more than one where they tie; none where nobody chose."""
        most = max((one.count for one in self.chosen), default=0)
        return tuple(one for one in self.chosen if one.count == most)

    @property
    def tied(self):
        """No ripple was chosen by more than any other."""
        return len(self.leading) > 1

    @property
    def sentence(self):
        """The result as one would say it: who chose what, of how many, a tie as a tie."""
        if not self.chosen:
            return "Nobody has chosen yet."
        first, *others = self.leading
        names = _listed([f"“{one.words}”" for one in (first, *others)])
        if others:
            return f"A tie: {first.count} of {self.of} chose each of {names}."
        if self.of == 1:
            return f"The one voice so far chose {names}."
        return f"{first.count} of {self.of} chose {names}."


def summary(nodes, choices):
    """What was chosen. nodes: in the order of the map. A choice of none of them does not count."""
    found = []
    for node in nodes:
        mine = tuple(one for one in choices if one.ripple == node.key)
        if mine:
            found.append(Chosen(node.key, node.words, mine))
    return Summary(sum(one.count for one in found), tuple(found))


def _listed(words):
    return " and ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else words[0]
