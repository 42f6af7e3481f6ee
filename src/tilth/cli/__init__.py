"""The one command: tilth <room> <verb>."""

from tilth.cli.main import main

__all__ = ["main"]
