"""The balance of a body in one cycle, in words and equal tables."""

from tilth.agree.agreements.reading import read
from tilth.agree.balance import Given, cycle_of, cycles, influence, power, sentence, years
from tilth.agree.balance.sentences import amount
from tilth.agree.balance.sentences import together as said_together
from tilth.web.agree.balance.gathering import (
    balanced,
    first_day,
    gathered,
    held,
    raised,
    spoken,
)
from tilth.web.agree.balance.records import Records

WHAT = ("proposals", "agenda", "speaking", "carried", "received", "brought")
HEADINGS = {
    "proposals": ("Who puts things forward", "Proposals"),
    "agenda": ("Who sets the agenda", "Agenda items"),
    "speaking": ("Who speaks", "Turns to speak"),
    "carried": ("Whose proposals are carried", "Carried decisions"),
    "received": ("Where the money goes", "Money that went to each"),
    "brought": ("Who brings the money", "Money each brought"),
}
BACK = 8  # cycles shown over time


class Report:
    """One body in one cycle. on: the day it is looked at. sectors: slug -> words of a sector.

    records: the Records of the body, where several of its cycles are looked at.
    """

    def __init__(self, body, cycle, on, sectors, *, records=None):
        self.body, self.cycle, self.on, self.sector_words = body, cycle, on, sectors
        self.records = records or Records(body)
        self.found = gathered(self.records, cycle, on)
        self.partners = self.found.partners
        self.names = {one.slug: one.name for one in self.partners}
        self.balances = {what: balanced(self.found.given[what], self.found.members)
                         for what in WHAT} if self.found.members else {}  # fmt: skip

    @property
    def finished(self):
        """Whether the cycle is over."""
        return self.cycle.until < self.on

    def parts(self):
        """One part a thing shared: heading, sentence, silent ones, figures and rows."""
        return [self._part(what, one) for what, one in self.balances.items()]

    def _part(self, what, one):
        return {
            "what": what,
            "heading": HEADINGS[what][0],
            "column": HEADINGS[what][1],
            "balance": one,
            "sentence": sentence(what, one, self.names),
            "silent": self._silent(what, one),
            "large": said_together(what, one),
            "figures": figures(one),
            "rows": self.rows(what, one),
            "sectors": self._sectors(what, one),
        }

    def _silent(self, what, one):
        """The silent ones, kindly: as organisations, and only where somebody else gave."""
        if not one.contributions or what in ("received", "brought", "carried"):
            return {}
        names = sorted(self.names[slug] for slug in one.silent)
        chance = not one.enough or len(names) <= one.silent_by_chance
        return {"names": names, "chance": chance} if names else {}

    def rows(self, what, one):
        """One row a member, by name: amount as read, share, whether it stands out."""
        total = one.total
        return [
            {
                "slug": partner.slug,
                "name": partner.name,
                "sector": self.sector_words(partner.sector),
                "statutory": partner.accountability in ("elected", "statutory"),
                "raw": one.amounts[partner.slug],
                "amount": amount(what, one.amounts[partner.slug]),
                "share": one.amounts[partner.slug] / total if total else None,
                "out": partner.slug in one.standing_out,
            }
            for partner in self.partners
        ]

    def _sectors(self, what, one):
        if one.sectors is None:
            return None
        rows = [
            {"name": self.sector_words(name), "members": members, "amount": amount(what, given),
             "share": share, "of_members": of}
            for name, members, given, share, of in one.sectors.rows
        ]  # fmt: skip
        whole = one.sectors.whole
        between = one.sectors.between / whole if whole > 1e-9 else None
        return {"rows": sorted(rows, key=lambda row: row["name"]), "between": between}

    def influence(self):
        """Of what each raised, how much was carried: one row a member, by name."""
        told = influence(raised(self.body, self.cycle, self.on, self.found.members))
        voices, closed = spoken(self.body, self.cycle, self.on, self.found.members)
        return {
            "closed": closed,
            "rows": [
                {"name": one.name, **_share(told.loc[one.slug]), "spoke": voices[one.slug]}
                for one in self.partners
            ],
        }

    def meetings(self):
        """Each meeting: who was there, who spoke, who was not heard, how even it was."""
        return [self._meeting(one) for one in held(self.body, self.cycle, self.on,
                                                   self.found.members)]  # fmt: skip

    def _meeting(self, one):
        told = tuple(Given("it", slug, count) for slug, count in one.spoke.items() if count)
        found = balanced(told, self.found.members)
        quiet = [self.names[slug] for slug in one.present if not one.spoke[slug]]
        away = [self.names[slug] for slug in self.names if slug not in one.present]
        return {
            "meeting": one.meeting,
            "told": bool(one.present),
            "there": len(one.present),
            "spoke": sum(count > 0 for count in one.spoke.values()),
            "of": len(self.names),
            "quiet": sorted(quiet),
            "away": sorted(away),
            "even": figures(found),
            "sentence": sentence("speaking", found, self.names),
        }

    def power(self):
        """Whose voice the signed rule gives how much weight; None where no agreement holds."""
        version = self.records.version_on(min(self.cycle.until, self.on))
        if version is None or not self.found.members:
            return None
        rule = read(version.clauses).decide
        found = power(rule, self.found.members)
        alike = len({one.swings for one in found.values()}) == 1
        rows = [{"name": p.name, "share": found[p.slug].share, "chance": found[p.slug].chance}
                for p in self.partners]  # fmt: skip
        return {"rule": rule, "rows": rows, "alike": alike}

    def better(self, before):
        """What got better since the cycle before, in words; empty where nothing can be told."""
        if before is None or not before.balances:
            return []
        return [words for what in WHAT for words in self._better(what, before)]

    def _better(self, what, before):
        now, was = self.balances.get(what), before.balances[what]
        if now is None or not now.contributions or not was.contributions:
            return
        if what in ("proposals", "agenda", "speaking"):
            again = sorted(self.names[s] for s in was.silent if now.amounts.get(s))
            if again:
                yield f"{HEADINGS[what][0]}: heard now and not last time: {', '.join(again)}."
        if was.standing_out and now.enough and not now.standing_out:
            yield f"{HEADINGS[what][0]}: no partner stands out any more."
        if now.enough and was.enough and _more_even(now, was):
            yield f"{HEADINGS[what][0]}: more evenly shared than last time."


def _more_even(now, was):
    """Surely more even: what meetings would give now lies wholly above what they gave before."""
    one, other = now.figures["equality"].sure, was.figures["equality"].sure
    return one is not None and other is not None and one.low > other.high


def _share(row):
    known = row["share"] == row["share"]
    told = {"raised": int(row["raised"]), "adopted": int(row["adopted"])}
    band = [round(100 * row[k]) for k in ("share", "lower", "upper")] if known else None
    return told | {"band": band}


def figures(one):
    """The figures of a balance as they are read, each with its bands; empty where too few."""
    named = {
        "equality": ("How equal", "1 is all alike, 0 is one alone", 2),
        "effective": ("As many voices as", f"of {len(one.amounts)}", 1),
        "evenness": ("How even", "1 is all alike", 2),
        "largest": ("Largest share", "", 2),
    }
    return [
        {
            "name": words,
            "says": says,
            "value": f"{found.value:.{digits}f}",
            "chance": f"{found.chance.low:.{digits}f} to {found.chance.high:.{digits}f}",
            "sure": f"{found.sure.low:.{digits}f} to {found.sure.high:.{digits}f}"
            if found.sure else "too few meetings to say",
        }
        for name, (words, says, digits) in named.items()
        if (found := one.figures.get(name)) is not None
    ]  # fmt: skip


def cycles_of(body, on):
    """Every cycle of a body up to a day, the newest first; empty where nothing happened yet."""
    first = first_day(body)
    if first is None or first > on:
        return []
    return cycles(first, on, body.cycle)[::-1]


def stretches_of(body, on):
    """Whole years of a body and all its time, the newest first; empty where there is one cycle."""
    first = first_day(body)
    known = {one.key for one in cycles_of(body, on)}
    if len(known) < 2:
        return []
    return [one for one in years(first, on)[::-1] if one.key not in known]


def last_finished(body, on):
    """The newest cycle of a body that is over, or None."""
    return next((one for one in cycles_of(body, on) if one.until < on), None)


def now_of(body, on):
    """The cycle a day lies in."""
    return cycle_of(on, body.cycle)
