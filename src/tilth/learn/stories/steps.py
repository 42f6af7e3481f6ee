"""Notice, describe, illuminate: where a story stands between a note to oneself and a page."""

from dataclasses import dataclass

from tilth.learn.words import QUICK


@dataclass(frozen=True)
class Step:
    """One of the three steps: its name, what it is, whether it is done, and since when."""

    name: str
    says: str
    done: bool
    on: object = None


def steps(type_, state, *, told=None, described=None, published=None):
    """The three steps of a story of a type in a state; told, described, published: days or None.

    A note is described once its teller made more of it than a note; what was never a note was
    described as it was told.
    """
    more = type_ not in QUICK
    out = state == "published"
    return (
        Step("Noticed", "somebody saw something and wrote it down", True, told),
        Step("Described", "told so that others can follow it", more, described if more else None),
        Step(
            "Illuminated", "published for those its teller chose", out, published if out else None
        ),
    )
