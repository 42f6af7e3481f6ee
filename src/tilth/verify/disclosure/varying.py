"""The attacker who knows all but two: where a figure varies, worked back to small counts."""

from dataclasses import replace

import numpy as np

from tilth.ground.errors import DefinitionError
from tilth.ground.place import Privacy
from tilth.see.needs.cells import Ask, Cells
from tilth.see.needs.layers import digits, shared_out
from tilth.verify.disclosure.publishing import publish
from tilth.verify.disclosure.solving import Tally

AREA = "lsoa21"
SMALL = (1, 7)
WITHIN = ("place", "neighbourhood", "ward")
COUNTS = ("numerator", "denominator")
SHOWN = ("share", "lower", "upper", "units")
SEED, DRAWS = 1, 100  # what Tilth draws with is no secret


class Indicator:
    """What is asked: a plain share."""

    statistic, per = "proportion", 100


class Exact(Cells):
    """Cells that show every count as it is, to see what shares worked out from those give away."""

    def shown(self, keys):
        return self.raw(keys).assign(note="")


def varies_too(made, *, rounded=True):
    """Attack the small counts of small areas with where the figure varies: a Tally.

    made: a World. The attacker knows every count but one, or all but two and their sum, to the
    last person; how Tilth works; and all that is published. It tries every number the one may
    be. Recovered is a count of which the tables leave several numbers, and the shares of the
    layers beside them only one. rounded: False works the shares out from exact counts, to show
    what that gives.
    """
    tables, shares = _published(made), _shares(made, rounded)
    tally = Tally()
    for name in COUNTS:
        for row in np.flatnonzero(made.finest[name].between(*SMALL)):
            before, after = set(), set()
            for number, one in _others(made, name, row):
                tally.solved += 1
                if _published(one) == tables:
                    before.add(number)
                    after |= {number} if _shares(one, rounded) == shares else set()
            tally.hidden += 1
            tally.recovered += bool(before) and not after
            tally.two += len(after) == 1 < len(before)
            if before and not after:
                tally.which.append(f"{name} of {made.finest[AREA][row]}")
    return tally


def _others(made, name, row):
    """(number, the same people but for one count that is this number, and at most one other).

    The other is small too, and makes up for the difference.
    """
    least, most = SMALL
    finest = made.finest
    small = np.flatnonzero(finest[name].between(least, most))
    for number in range(least, most + 1):
        change = number - finest.loc[row, name]
        for other in small if change else ():
            counts = finest.copy()
            counts.loc[row, name] = number
            if other != row:
                counts.loc[other, name] -= change
            fits = counts.loc[other, name] in range(least, most + 1)
            if fits and (counts["numerator"] <= counts["denominator"]).all():
                yield number, replace(made, finest=counts)


def _published(made):
    """All that is shown in tables, to be compared."""
    return [table.shown.to_csv(index=False) for table in publish(made)]


def _shares(made, rounded):
    """All that is told of where it varies, or why it is not, to be compared."""
    kind = Cells if rounded else Exact
    cells = kind(made.finest, Ask(None), Privacy(), made.layers, made.groups)
    asked = {"small": AREA, "layers": WITHIN, "rng": np.random.default_rng(SEED), "draws": DRAWS}
    try:
        found = shared_out(cells, Indicator, **asked)
    except DefinitionError as error:
        return error.what
    about = digits(np.float64(found.attrs.pop("noise"))), found.attrs
    return digits(found[list(SHOWN)]).to_csv(), repr(about)
