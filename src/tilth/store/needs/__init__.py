"""Counting every need at once: what is measured of people, and the sums kept of small cells."""

from tilth.store.needs.measure import Measure, Settled

__all__ = ["Measure", "Settled"]
