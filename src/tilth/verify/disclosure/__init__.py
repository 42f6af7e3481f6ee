"""tilth verify disclosure: publish everything about made-up people, then try to find somebody."""

from tilth.verify.disclosure.attacking import NUMBERS, WEAKENED, verify

__all__ = ["NUMBERS", "WEAKENED", "verify"]
