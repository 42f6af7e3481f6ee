"""What a telling holds: what its teller says, where it stands, who may read it."""

from tilth.learn.telling import plain
from tilth.learn.words import AUDIENCES, GROWTH, LAYERS, TYPES

WORDS = ("title", "words", "answers", "strengths", "barriers", "tellers", "sources", "helped_by")
"""What is a teller's to say; how it was before a change goes to an Edition."""
CONTEXT = ("type", "inquiry", "layer", "area", "about", "indicators", "conditions", "growth", "on",
           "until", "rough", "partner")  # fmt: skip
REACH = ("reach", "reach_shown")
"""How to reach whoever makes an offer: no Edition keeps how it was."""
AUDIENCE = tuple(f"for_{one}" for one in AUDIENCES)
LOOKED_AT = (*WORDS, *REACH, *AUDIENCE)
"""What somebody looks at before others read it."""


def wrong(told):
    """Why it cannot be told so; '' where it can."""
    unknown = set(told) - {*WORDS, *CONTEXT, *REACH, *AUDIENCE}
    assert not unknown, f"no teller says {', '.join(sorted(unknown))}"
    if told.get("type", "story") not in TYPES:
        return "There is no such kind of telling"
    if told.get("layer", "place") not in LAYERS:
        return "There is no such layer"
    if told.get("growth") and told["growth"] not in GROWTH:
        return "There is no such stage of growth"
    long = len(told.get("words") or "") > plain.MOST
    return f"Tell it in up to {plain.MOST:,} characters" if long else ""


def empty(story):
    """Why there is nothing in it to send; '' where there is."""
    said = story.words or story.answers or story.media.exists()
    said = said or (story.type == "offer" and story.title)
    return "" if said else "Say it in your own words, or add a sound file"


def clean(told):
    """{field: value} without marks nobody can see."""
    return {name: _clean(name, value) for name, value in told.items()}


def take(story, told):
    """Write what is told into a story; save it after."""
    for name, value in told.items():
        setattr(story, name, value)


def audiences_of(story, told):
    """Whom it would be read by, with what is told."""
    return [one for one in AUDIENCES if told.get(f"for_{one}", getattr(story, f"for_{one}"))]


def _clean(name, value):
    if name in ("title", "helped_by", "reach"):
        return plain.line(value)[: plain.LINE]
    if name in ("words", "strengths", "barriers"):
        return plain.words(value)
    return value
