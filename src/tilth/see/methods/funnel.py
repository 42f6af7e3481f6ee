"""Which areas stand out from the rest by more than their size explains: funnels."""

import numpy as np
import pandas as pd
from scipy.special import betainc, gammainccinv, gammaincinv, pdtr

from tilth.see.methods.numbers import index_of, numbers, positive, refuse_negative

WINSOR = 0.1
HALVINGS = 70


def poisson_points(observed, *, confidence=0.95):
    """The expected counts at which an observed count would lie just on the funnel's lines.

    observed: counts of any shape. Returns two arrays: the smallest and largest number expected
    that still leave the count inside. NaN in, NaN out.
    Source: exact Poisson; Spiegelhalter (2005), Stat Med 24:1185-1202.
    """
    o, tail = numbers(observed), (1 - confidence) / 2
    low = np.where(o > 0, gammaincinv(np.where(o > 0, o, 1), tail), 0 * o)
    return low, gammainccinv(o + 1, tail)


def poisson_limits(expected, *, confidence=0.95, inflation=1.0):
    """The funnel's lines for counts: where chance alone would keep an area of this size.

    expected: events expected, shape (areas,). inflation: over-dispersion (`dispersion`).
    Returns two arrays, lower and upper counts; nothing expected, or a blank, gives NaN.
    Limits fall between whole counts, so that a line is smooth.
    Source: exact Poisson with Spiegelhalter's interpolation (2005), Stat Med 24:1185-1202.
    """
    e, tail = positive(numbers(expected)), (1 - confidence) / 2
    return _widened(e, _cut(pdtr, e, tail), _cut(pdtr, e, 1 - tail), inflation)


def binomial_limits(people, share, *, confidence=0.95, inflation=1.0):
    """The funnel's lines for shares: where chance alone would keep an area of this size.

    people: denominators, shape (areas,). share: the whole's share, 0 to 1.
    Returns two arrays, lower and upper shares; nobody, or a blank, gives NaN.
    Source: exact binomial with Spiegelhalter's interpolation (2005).
    """
    n, p, tail = positive(numbers(people)), numbers(share), (1 - confidence) / 2
    if ((p < 0) | (p > 1)).any():
        raise ValueError("share lies between 0 and 1")

    def below(count, middle):
        rest = np.maximum(n - count, 0.5)
        return np.where(count >= n, 1.0, betainc(rest, count + 1, 1 - middle / n))

    lower, upper = (_cut(below, n * p, t) / n for t in (tail, 1 - tail))
    low, high = _widened(p + 0 * n, lower, upper, inflation)
    return np.clip(low, 0, 1), np.clip(high, 0, 1)


def standing(observed, expected, *, people=None):
    """How many standard errors each area lies from what was expected, both ways.

    observed, expected: events, shape (areas,). people: given for shares, so that the error is a
    share's; left out for counts. Square roots (arc sines for shares) even the errors out.
    Returns shape (areas,); a blank gives NaN.
    Source: Spiegelhalter (2005), appendix; Spiegelhalter et al. (2012), J R Stat Soc A 175:1-47.
    """
    o, e = numbers(observed), numbers(expected)
    refuse_negative(observed=o, expected=e)
    if people is None:
        return 2 * (np.sqrt(o) - np.sqrt(e)) + 0 * positive(e)
    n = positive(numbers(people))
    return 2 * np.sqrt(n) * (np.arcsin(np.sqrt(o / n)) - np.arcsin(np.sqrt(e / n)))


def dispersion(z, error=None, *, winsor=WINSOR):
    """How much more areas differ than chance makes them.

    z: standard errors from expected (`standing`), shape (areas,). error: each one's standard
    error, for `tau`. winsor: the share of each tail drawn in before judging.

    Returns a dict: phi (the mean squared z; about 1 is chance alone), inflation (what to widen
    lines by: 1 where phi could be chance), tau (the standard deviation between areas beyond
    chance, in the units of error; nought where phi could be chance, NaN without error).
    Blanks are left out.
    Source: Spiegelhalter (2005), Qual Saf Health Care 14:347-351; DerSimonian and Laird (1986).
    """
    seen = numbers(z)
    errors = None if error is None else numbers(error)
    kept = ~np.isnan(seen) if errors is None else ~np.isnan(seen + errors)
    seen = seen[kept]
    n = len(seen)
    if n < 2:
        return {"phi": np.nan, "inflation": 1.0, "tau": np.nan}
    low, high = np.quantile(seen, [winsor, 1 - winsor])
    drawn = np.clip(seen, low, high)
    phi = float((drawn**2).mean())
    chance = phi <= 1 + 2 * np.sqrt(2 / n)
    tau = np.nan
    if errors is not None:
        w = errors[kept] ** -2.0
        squared = (n * phi - (n - 1)) / (w.sum() - (w**2).sum() / w.sum())
        tau = 0.0 if chance else float(np.sqrt(max(squared, 0)))
    return {"phi": phi, "inflation": 1.0 if chance else float(np.sqrt(phi)), "tau": tau}


def funnel(numerator, denominator, *, kind="proportion", whole=None, adjust=False, per=1):
    """A funnel: each area against the whole, with lines at 95% and 99.8%.

    numerator, denominator: shape (areas,): people with and people; events and people (or
    expected events) for kind "rate". whole: the whole's share or rate per one; of all areas
    together unless told. adjust: widen the lines for over-dispersion. per: the unit of values.

    Returns a frame, one row an area: value, whole, lower, upper (95%), far_lower, far_upper
    (99.8%), z (after adjusting), stands ("high", "low", "very high", "very low", "" when inside,
    "not known"). A blank or nobody gives NaN and "not known".
    Raises ValueError for another kind, or numerators above denominators in a proportion.

    Source: Spiegelhalter (2005), Stat Med 24:1185-1202.
    """
    o, n = numbers(numerator), positive(numbers(denominator))
    if kind not in ("proportion", "rate"):
        raise ValueError('kind is "proportion" or "rate"')
    if kind == "proportion" and (o > n).any():
        raise ValueError("numerators must lie between 0 and their denominators")
    known = ~np.isnan(o + n)
    middle = o[known].sum() / n[known].sum() if whole is None and known.any() else whole
    middle = np.nan if middle is None else float(middle)
    z = standing(o, n * middle, people=n if kind == "proportion" else None)
    widen = dispersion(z)["inflation"] if adjust else 1.0
    found = pd.DataFrame(
        {"value": o / n, "whole": middle + 0 * n}, index_of(numerator, denominator)
    )
    for prefix, confidence in (("", 0.95), ("far_", 0.998)):
        asked = {"confidence": confidence, "inflation": widen}
        if kind == "proportion":
            lines = binomial_limits(n, middle, **asked)
        else:
            lines = (line / n for line in poisson_limits(n * middle, **asked))
        found[f"{prefix}lower"], found[f"{prefix}upper"] = lines
    found.iloc[:, :] = found.to_numpy() * per
    found["z"] = z / widen
    found["stands"] = _stands(found)
    return found


def _stands(found):
    """Where an area lies against the lines, in words."""
    words = np.full(len(found), "", object)
    for word, outside in (
        ("high", found.value > found.upper),
        ("low", found.value < found.lower),
        ("very high", found.value > found.far_upper),
        ("very low", found.value < found.far_lower),
        ("not known", found.value.isna()),
    ):
        words[outside.to_numpy()] = word
    return words


def _widened(middle, lower, upper, inflation):
    """Lines moved away from the middle by the over-dispersion."""
    return (
        np.maximum(middle - (middle - lower) * inflation, 0),
        middle + (upper - middle) * inflation,
    )


def _cut(below, middle, tail):
    """The count, between whole ones, that leaves `tail` below it.

    below(count, middle): the chance of a count or fewer. The whole count r is the least with
    that chance at least `tail`; the step down to r - 1 is shared out evenly.
    """
    low = np.full(np.shape(middle), -1.0)
    high = np.ceil(middle + 12 * np.sqrt(middle) + 30)
    for _ in range(HALVINGS):
        half = np.floor((low + high) / 2)
        enough = below(np.maximum(half, 0), middle) >= tail
        enough &= half >= 0
        low, high = np.where(enough, low, half), np.where(enough, half, high)
    under = np.where(high > 0, below(np.maximum(high - 1, 0), middle), 0.0)
    at = below(high, middle)
    return np.maximum(high - (at - tail) / np.where(at > under, at - under, np.nan), 0)
