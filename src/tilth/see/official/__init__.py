"""Official figures: what others publish, passed through untouched and kept visibly apart."""

from tilth.see.official.figures import estimate

__all__ = ["estimate"]
