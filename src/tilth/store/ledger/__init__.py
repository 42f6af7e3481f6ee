"""What came in, when, and what was decided: a book that only grows."""

from tilth.store.ledger.keeping import Ledger

__all__ = ["Ledger"]
