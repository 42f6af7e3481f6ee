"""What made-up partners asked, answered, put forward and thought while decisions were open."""

from tilth.demo.partnership.people import speaker
from tilth.demo.partnership.reading import dice, moment, texts

ACTS = {"asked": "asked", "answered": "answered", "change": "proposed a change"}
REACTED = "reacted"  # kept apart from the history of the decision: it is hidden until it closes


def talk(decided, everyone, played, seed):
    """The Steps of it, the oldest first, as the site writes them."""
    known, rng = {one["ref"]: one for one in decided}, dice(seed, "talk")
    return [_step(one, known[one["decision"]], everyone, played, rng) for one in _said()]


def _said():
    return sorted(texts("talk")["said"], key=lambda one: one["on"])


def _step(told, decision, everyone, played, rng):
    reacted = told["what"] == REACTED
    after = {"text": told.get("text", decision["proposal"])} if told["what"] == "change" else {}
    return {
        "about": f"{'reactions' if reacted else 'decision'}:{decision['ref']}",
        "act": REACTED if reacted else ACTS[told["what"]],
        "words": told["words"],
        "by": speaker(everyone, played, told["by"], told["on"]),
        "role": "partner",
        "partner": told["by"],
        "before": {},
        "after": after,
        "at": moment(told["on"], rng),
    }
