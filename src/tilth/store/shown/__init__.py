"""The ledger of releases: which figures were shown, and whether another may be beside them."""

from tilth.store.shown.releases import REFUSED, Shown

__all__ = ["REFUSED", "Shown"]
