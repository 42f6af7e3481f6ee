"""What was counted and added up of one measure in every cell."""

from dataclasses import dataclass

import numpy as np

from tilth.store.needs import kernels

HALF = 1 << 32
FULL = 0xFFFF  # as many people as fit into the smaller of the two kinds of number for a count
EXACT = 1 << 20  # upper halves below this: the whole is exact as a floating-point number


def kind_of(people):
    """The smallest whole numbers to count in. people: the most there can be, of each cell."""
    return np.uint16 if people.max(initial=0) <= FULL else np.uint32


@dataclass
class Sums:
    """The sums of one measure. counts: dates by cells by 4: yes, no, not known, not sure.

    added: dates by cells by columns: the upper and lower halves of the value and of its square,
    then the bins; no columns where the measure has no value.
    """

    counts: np.ndarray
    added: np.ndarray

    @property
    def arrays(self):
        """Both of them."""
        return self.counts, self.added

    @property
    def bytes(self):
        """How much memory they take."""
        return self.counts.nbytes + self.added.nbytes

    def of(self, cells, kind=None):
        """The sums of some cells. kind: of whole number the counts are to be, if another."""
        counts = self.counts[:, cells].astype(kind or self.counts.dtype, copy=False)
        return Sums(counts, self.added[:, cells])

    def rolled(self, row, rows, kind):
        """The sums of larger cells. row: to which each cell belongs. kind: of their counts."""
        return Sums(_rolled(self.counts, row, rows, kind), _rolled(self.added, row, rows, np.int64))

    def columns(self, measure, row, rows):
        """The columns of a measure's answer, every row's dates one after another.

        row: to which each cell belongs. Gives [(columns by rows, of one kind, their places)].
        """
        told = np.zeros((4, rows * len(self.counts)), np.int64)
        kernels.spread(row, self.counts, told)
        if measure.value is None:
            return [(told, range(4))]
        added = _rolled(self.added, row, rows, np.int64).transpose(2, 1, 0)
        added = added.reshape(added.shape[0], -1)
        sums = [halves(*added[i : i + 2], measure.parts) for i in (0, 2)]
        counted = [told[0], told[2], told[3], *added[4:]]
        places = [1, *range(3, 3 + len(counted) - 1)]
        return [(np.stack(sums), (0, 2)), (np.stack(counted), places)]


def halves(upper, lower, parts):
    """The sums whose two halves were added up apart."""
    if parts == 1:
        return upper * HALF + lower
    upper, lower = upper + (lower >> 32), lower & (HALF - 1)
    if (np.abs(upper) < EXACT).all():
        return (upper * HALF + lower) / parts
    pairs = zip(upper.tolist(), lower.tolist(), strict=True)
    return np.array([(u * HALF + w) / parts for u, w in pairs])


def _rolled(sums, row, rows, kind):
    out = np.zeros((len(sums), rows, sums.shape[2]), kind)
    if sums.shape[2]:
        kernels.roll_up(row, sums, out)
    return out
