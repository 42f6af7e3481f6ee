"""The rule partners signed for deciding: a few numbers, the same for every size of partner."""

from dataclasses import dataclass

METHODS = {
    "consent": "carried when nobody sees harm that has not been met",
    "majority": "carried when more than half of those who spoke are in favour or can live with it",
}


@dataclass(frozen=True)
class Rule:
    """One partner, one voice; no clause can give a larger partner more.

    quorum_partners: how many partners must have spoken. quorum_sectors: of how many sectors.
    non_statutory: how many partners that are not large public bodies must be in favour or able
    to live with it. chair_independent: only a chair without ties to any partner may close.
    days: how long voices stay open at least; light_days: on the light route.
    """

    method: str = "consent"
    quorum_partners: int = 0
    quorum_sectors: int = 0
    non_statutory: int = 0
    chair_independent: bool = True
    days: int = 14
    light_days: int = 3

    def __post_init__(self):
        if self.method not in METHODS:
            raise ValueError(f"method {self.method!r} is not one of {', '.join(METHODS)}")
        for name in ("quorum_partners", "quorum_sectors", "non_statutory", "days", "light_days"):
            if getattr(self, name) < 0:
                raise ValueError(f"{name} cannot be less than nothing")
