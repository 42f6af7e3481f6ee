"""tilth verify disclosure: publish everything about made-up people, then try to find somebody."""

from tilth.verify.disclosure.attacking import verify

__all__ = ["verify"]
