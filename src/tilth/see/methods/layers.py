"""At which layer does it matter? How much variation lies between systems, places, and so on."""

import numpy as np
import pandas as pd

from tilth.see.methods.numbers import numbers, positive


def layer_shares(values, noise, layers, *, rng, draws=400, confidence=0.95):
    """How much of the variation between small areas lies at each layer. P-001.

    values: one figure a small area, shape (small areas,).
    noise: the variance chance alone gives each figure (`noise_of_share`, `noise_of_rate`).
    layers: a dict or frame, widest first: name -> the area each small area lies in (a layer
        lies within the one before it). The small areas themselves are added last.
    rng, draws: a Generator, and how many worlds are drawn for the limits.

    Returns a frame, one row a layer: variance, share (of all true variation), lower, upper, units;
    `attrs` hold noise (the part of the whole spread that is chance), small_areas and unknown.
    A layer with one unit, or that is the same as the one above, cannot be told: NaN. Estimates
    below nought are told as nought. Blanks are left out and counted.
    Each small area counts alike. A layer's share is of variation, not of what can be changed.

    Source: nested analysis of variance by moments, Searle, Casella and McCulloch (1992),
    Variance Components, chapter 5, with the known sampling variance taken out (Fay and Herriot
    1979, J Am Stat Assoc 74:269-277); limits by parametric bootstrap.
    """
    y, v = numbers(values), numbers(noise)
    known = ~np.isnan(y + v)
    names, codes = _codes(layers, known)
    y, v = y[known], v[known]
    if len(y) < 3:
        raise ValueError("at least three small areas with a figure are needed")
    design = _design(codes)
    variance, chance = _estimate((y - y.mean())[None], v, codes, design)
    untold = np.isnan(variance[0])
    found = pd.DataFrame({"variance": variance[0]}, pd.Index(names, name="layer"))
    found["share"] = _shares(variance)[0]
    worlds = _drawn(np.nan_to_num(variance[0]), v, codes, rng, draws)
    again = _shares(_estimate(worlds, v, codes, design)[0])
    tails = [(1 - confidence) / 2, (1 + confidence) / 2]
    held = ~np.isnan(again).any(axis=1, where=~untold)
    low, high = np.quantile(again[held], tails, axis=0) if held.any() else (np.nan, np.nan)
    found["lower"] = np.minimum(low, found.share)
    found["upper"] = np.maximum(high, found.share)
    found.loc[untold, ["lower", "upper"]] = np.nan
    found["units"] = [int(code.max()) + 1 for code in codes]
    found.attrs = {
        "noise": float(chance[0]),
        "small_areas": len(y),
        "unknown": int((~known).sum()),
    }
    return found


def noise_of_share(numerator, denominator, *, per=1):
    """The variance chance gives each share, judged without bias; shape (areas,).

    Fewer than two people, or a blank, gives NaN.
    """
    o, n = numbers(numerator), numbers(denominator)
    n = np.where(n > 1, n, np.nan)
    return o / n * (1 - o / n) / (n - 1) * per**2


def noise_of_rate(events, people, *, per=1):
    """The variance chance gives each rate, judged without bias; shape (areas,). NaN: blank."""
    return numbers(events) / positive(numbers(people)) ** 2 * per**2


def _codes(layers, known):
    """Names of layers, and whole numbers for each one's areas; the small areas last."""
    given = {name: np.asarray(layers[name])[known] for name in layers}
    names, codes, above = [*given, "small area"], [], np.zeros(int(known.sum()), int)
    for name, areas in given.items():
        code = pd.factorize(areas)[0]
        if (code < 0).any():
            raise ValueError(f"every small area lies in one {name}")
        pairs = pd.DataFrame({"above": above, "here": code}).drop_duplicates()
        if pairs.here.duplicated().any():
            raise ValueError(f"each {name} must lie within one area of the layer before it")
        codes.append(code)
        above = code
    return names, [*codes, np.arange(len(above))]


def _design(codes):
    """How each layer's variance shows in each layer's sum of squares; upper triangular."""
    levels = [np.zeros(len(codes[0]), int), *codes]
    held = np.zeros((len(levels), len(codes)))
    for g, outer in enumerate(levels):
        size = np.bincount(outer)
        for m, inner in enumerate(codes):
            if m < g:
                held[g, m] = len(outer)
                continue
            inside = np.bincount(inner)
            whose = np.zeros(len(inside), int)
            whose[inner] = outer
            held[g, m] = (inside**2 / size[whose]).sum()
    return np.diff(held, axis=0)


def _estimate(y, v, codes, design):
    """Variance at each layer for each row of y (NaN where it cannot be told), and chance's part.

    y: shape (worlds, small areas). Returns (worlds, layers) and (worlds,).
    """
    levels = [np.zeros(y.shape[1], int), *codes]
    spread = np.stack([_between(y, code) for code in levels])
    chance = np.array([(np.bincount(c, v) / np.bincount(c)).sum() for c in levels])
    left = np.diff(spread, axis=0) - np.diff(chance)[:, None]
    found = np.full((len(codes), len(y)), np.nan)
    for m in reversed(range(len(codes))):
        if design[m, m] > 1e-9 * y.shape[1]:
            below = np.nan_to_num(found[m + 1 :])
            found[m] = (left[m] - design[m, m + 1 :] @ below) / design[m, m]
    whole = spread[-1] - spread[0]
    part = (chance[-1] - chance[0]) / np.where(whole > 0, whole, np.nan)
    return found.T, np.minimum(part, 1)


def _between(y, code):
    """Each world's sum, over units, of the squared total over the unit's size."""
    size = np.bincount(code)
    order = code.argsort(kind="stable")
    starts = np.concatenate([[0], size.cumsum()[:-1]])
    totals = np.add.reduceat(y[:, order], starts, axis=1)
    return (totals**2 / size).sum(axis=1)


def _shares(variance):
    """Each layer's share of all the variation that can be told; below nought counts as nought."""
    kept = np.maximum(variance, 0)
    whole = np.nansum(kept, axis=1, keepdims=True)
    return kept / np.where(whole > 0, whole, np.nan)


def _drawn(variance, v, codes, rng, draws):
    """Worlds with these variances and this much chance; shape (draws, small areas)."""
    worlds = rng.standard_normal((draws, len(v))) * np.sqrt(v)
    for code, spread in zip(codes, np.maximum(variance, 0), strict=True):
        if spread > 0:
            effects = rng.standard_normal((draws, int(code.max()) + 1)) * np.sqrt(spread)
            worlds += effects[:, code]
    return worlds
