"""Four years of a made-up partnership: who was round the table, what they decided and promised.

Nobody in it exists. `partnership(seed)` gives plain values, the same for the same seed.
"""

from tilth.demo.partnership.whole import DAY, Partnership, partnership

__all__ = ["DAY", "Partnership", "partnership"]
