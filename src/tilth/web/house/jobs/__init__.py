"""Work that takes longer than a page may: asked for, shown as it goes, taken up after a restart."""

from tilth.web.house.jobs.asking import ask, stop
from tilth.web.house.jobs.kinds import KINDS

__all__ = ["KINDS", "ask", "stop"]
