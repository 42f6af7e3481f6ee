"""What the made-up system tells, grows and passes on: as plain values, named by slugs."""

from tilth.demo.learning.whole import address_of, at_noon, learning

__all__ = ["address_of", "at_noon", "learning"]
