"""Could it lie nearer to people? The level of each function, its reason, and the test (P-019)."""

from tilth.agree.levels.lying import functions, holdings
from tilth.agree.levels.values import same
from tilth.agree.words import LAYERS

# A layer of SEE as one of AGREE: what lies within a place is nearest to people.
NEAREST = LAYERS[-1]
AS_LAYER = {"place": "place", "system": "system", "sub_region": "system", "region": "region"}
CLEAR = 50  # per cent of the differences, from which we say "most"


def levels(passed, named, day):
    """At which layer each function lies on a day, and why not nearer (P-019).

    Returns rows, by name: function, layers (words, the widest first), widest, bodies, why
    (reasons), indicator, missing (it could lie nearer and no reason is written), elsewhere.
    """
    rows = []
    held = holdings(passed, named, day)
    for key, words in functions(passed, named).items():
        mine = [one.where for one in held if same(one.function) == key]
        if not mine:
            continue
        about = [one for one in passed if same(one.function) == key and one.holds(day)]
        says = [one for one in named if same(one.function) == key and one.holds(day)]
        why = dict.fromkeys([one.why_not_lower for one in about if one.why_not_lower])
        why |= dict.fromkeys(one.because for one in says if one.because)
        layers = sorted({one.layer for one in mine}, key=LAYERS.index)
        rows.append(
            {
                "function": words,
                "layers": layers,
                "widest": layers[0],
                "bodies": sorted({one.name for one in mine}),
                "why": list(why),
                "indicator": next((one.indicator for one in about if one.indicator), ""),
                "missing": layers[0] != NEAREST and not why,
                "elsewhere": _elsewhere(says, layers),
            }
        )
    return rows


def _elsewhere(says, layers):
    """An agreement in force puts it at a layer at which nobody holds it, in words."""
    off = [one for one in says if one.layer and one.layer not in layers]
    if not off:
        return ""
    return f"{off[0].agreement} says it lies at the {off[0].layer}, and nobody there holds it."


def tested(level, found):
    """What the differences between areas say of a function's level, in words.

    level: one of words.LAYERS. found: rows of the layer finder: layer, share (0 to 1, None where
    it cannot be told). Returns {"sentence", "nearer"}: nearer is True where most differences lie
    nearer to people than the level, False where not, None where it cannot be told. It says where
    things differ, not where they can be changed.
    """
    told = [(_as_layer(row["layer"]), row["share"]) for row in found]
    told = [(layer, share) for layer, share in told if share is not None and share == share]
    if not told:
        return {"sentence": "The figures cannot say at which layer it differs.", "nearer": None}
    at = LAYERS.index(level)
    below = round(sum(share for layer, share in told if LAYERS.index(layer) > at) * 100)
    if level == NEAREST:
        inside = round(sum(share for layer, share in told if layer == NEAREST) * 100)
        sentence = f"{inside} in 100 parts of the differences lie within places: it lies there."
        return {"sentence": sentence, "nearer": False}
    if below > CLEAR:
        sentence = (
            f"{below} in 100 parts of the differences lie nearer to people than the {level}. "
            "Ask again why it is not decided nearer."
        )
        return {"sentence": sentence, "nearer": True}
    sentence = (
        f"{below} in 100 parts of the differences lie nearer to people than the {level}. "
        "The figures alone do not speak for moving it."
    )
    return {"sentence": sentence, "nearer": False}


def _as_layer(name):
    """The layer of AGREE that a layer of SEE is, or lies in."""
    return AS_LAYER.get(name, NEAREST)
