"""What files taken in together share: the contracts, the ledger, the engine."""

import contextlib
import functools

from tilth.ground.extracts import Extract
from tilth.store.ledger import Ledger
from tilth.store.reading.accept import bench


class Desk:
    """The contracts, the ledger and the engine of one place, while its files are taken in.

    Each is opened when first wanted, so that what is wrong with it is said of the file at hand.
    """

    def __init__(self, place, closing):
        self.place, self.closing = place, closing
        self.extracts = {}

    @classmethod
    @contextlib.contextmanager
    def open(cls, place):
        """A Desk; what it opened is closed again afterwards."""
        with contextlib.ExitStack() as closing:
            yield cls(place, closing)

    def extract(self, kind):
        """The contract of this name."""
        if kind not in self.extracts:
            self.extracts[kind] = self.place.find(Extract, kind)
        return self.extracts[kind]

    @functools.cached_property
    def ledger(self):
        """The ledger, opened once and checked against its seals."""
        return self.closing.enter_context(Ledger.open(self.place))

    @functools.cached_property
    def bench(self):
        """The engine that judges rows."""
        return self.closing.enter_context(bench())
