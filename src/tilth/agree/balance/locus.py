"""Where accountability lies: who reviewed whom, upwards, downwards or as equals."""

import datetime
from dataclasses import dataclass

import pandas as pd

from tilth.agree.words import LAYERS
from tilth.see.methods.intervals import wilson

DIRECTIONS = {
    "upward": "those nearer to people reviewed those further away",
    "lateral": "equals reviewed each other",
    "downward": "those further away reviewed those nearer to people",
}


@dataclass(frozen=True)
class Review:
    """One looked at another's work. by, of: partners' or bodies' keys; layers: of words.LAYERS."""

    by: str
    of: str
    by_layer: str
    of_layer: str
    on: datetime.date


def direction(review):
    """upward, lateral or downward."""
    by, of = LAYERS.index(review.by_layer), LAYERS.index(review.of_layer)
    return "upward" if by > of else "downward" if by < of else "lateral"


def locus(reviews):
    """How many reviews went which way, and at which layer accountability lay.

    reviews: Reviews of one stretch of time. Returns two frames: by direction (count, share, lower,
    upper of Wilson) and by the layer of whoever was reviewed (count). No reviews: no shares.
    Raises ValueError for a layer that is not one of words.LAYERS.
    """
    ways = pd.Series([direction(one) for one in reviews], dtype=object)
    told = pd.DataFrame({"reviews": [int((ways == way).sum()) for way in DIRECTIONS]},
                        index=pd.Index(DIRECTIONS, name="direction"))  # fmt: skip
    told["share"] = told.reviews / len(reviews) if len(reviews) else float("nan")
    whole = [float(len(reviews))] * len(DIRECTIONS)
    told["lower"], told["upper"] = wilson(told.reviews.to_numpy(float), whole)
    layers = [one.of_layer for one in reviews]
    found = pd.DataFrame({"reviews": [layers.count(layer) for layer in LAYERS]},
                         index=pd.Index(LAYERS, name="layer"))  # fmt: skip
    return told, found
