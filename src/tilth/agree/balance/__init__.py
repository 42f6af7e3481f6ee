"""Is every voice equal in fact? Who proposes, speaks and carries, against chance alone."""

from tilth.agree.balance.balance import Balance, Given, Member, balance
from tilth.agree.balance.cycles import Cycle, cycle_of, cycles, years
from tilth.agree.balance.influence import influence
from tilth.agree.balance.locus import Review, locus
from tilth.agree.balance.power import power
from tilth.agree.balance.sentences import sentence

__all__ = [
    "Balance",
    "Cycle",
    "Given",
    "Member",
    "Review",
    "balance",
    "cycle_of",
    "cycles",
    "influence",
    "locus",
    "power",
    "sentence",
    "years",
]
