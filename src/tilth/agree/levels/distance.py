"""How far those who make a rule stand from those who do what it says."""

from tilth.agree.words import LAYERS

NEAREST = LAYERS[-1]


def steps(makers, doer):
    """How many layers lie between whoever does it and the nearest of those who made the rule.

    makers: layers, one at least. doer: a layer. Nought where both are of one layer.
    """
    return min(abs(LAYERS.index(one) - LAYERS.index(doer)) for one in makers)


def said(makers, doer):
    """The distance in words."""
    far = steps(makers, doer)
    if not far:
        return f"written and done in one layer, the {doer}"
    nearest = min(makers, key=lambda one: (steps({one}, doer), LAYERS.index(one)))
    layers = "layer" if far == 1 else "layers"
    return f"written in the {nearest}, done in the {doer}: {far} {layers} apart"
