"""The conditions profile of an area as a reader sees it: who says what, when, what shows it."""

from functools import cached_property

from tilth.learn.conditions import says
from tilth.learn.conditions.listening import guide
from tilth.learn.words import PRESENCE
from tilth.web.agree.areas import area_name
from tilth.web.agree.models import Partner
from tilth.web.learn.conditions.framing import KINDS, looked_at, named
from tilth.web.learn.conditions.reading import records_of
from tilth.web.learn.ripples.linking import shown

STATES = {
    "present": ("●", "There"),
    "partly": ("◐", "Partly there"),
    "differ": ("◆", "Partners differ"),
    "absent": ("○", "Not there"),
    "unknown": ("?", "Nobody can tell yet"),
}
"""How a state is shown, strengths first: a shape and its words, never a colour."""
WEEDS = ("absent", "partly", "differ", "present", "unknown")
"""Of what gets in the way its absence is the strength."""
MISSING = ("absent", "partly", "differ")
AT_PLACE = "The whole place"


class Profile:
    """What is said of one area; area: '' for the whole place; on: up to that day."""

    def __init__(self, place, reader, area, on):
        self.place, self.reader, self.area, self.on = place, reader, area, on
        self.known = named()
        self.records = records_of(area, on=on)
        self.says = [say for say, _ in self.records]
        self.newest = says.newest(self.says, on)
        self.partners = dict(Partner.objects.values_list("slug", "name"))

    @cached_property
    def kinds(self):
        """(kind, title, rows) of each kind of code, strengths first; no area is ranked."""
        found = []
        here = looked_at(self.known, set(self.newest))
        for kind, title in KINDS.items():
            order = WEEDS if kind == "barrier" else tuple(STATES)
            rows = [self.row(one) for one in here if one.type == kind]
            rows.sort(key=lambda row: order.index(row["state"]))
            found.append((kind, title, rows))
        return found

    def row(self, one):
        """One condition: its state in words, who says what, since when, how many show it."""
        by_whom = self.newest.get(one.slug, {})
        state = says.state_of(by_whom)
        return {
            "code": one,
            "state": state,
            "mark": STATES[state][0],
            "words": STATES[state][1],
            "counted": says.counted(by_whom),
            "since": max((say.on for say in by_whom.values()), default=None),
            "shown": sum(len(self.evidence(record)) for _, record in self.of(by_whom)),
        }

    def of(self, by_whom):
        """The records of these words, in the order of partners' names."""
        numbers = {say.number for say in by_whom.values()}
        found = [(say, record) for say, record in self.records if say.number in numbers]
        return sorted(found, key=lambda pair: self.who(pair[0]))

    def who(self, say):
        """Who said it: the partner's name."""
        return self.partners.get(say.who, "") or "Somebody round the table"

    def evidence(self, record):
        """What shows it, as it is now, as far as the reader may read it."""
        found = []
        for one in record.evidence:
            told = shown(one["about"], self.reader, self.place)
            if told:
                found.append(told | {"words": one.get("words", "")})
        return found

    def told(self, code):
        """Each partner's newest word on a code, and every earlier one: dicts for the page."""
        by_whom = self.newest.get(code, {})
        now = [self._word(say, record) for say, record in self.of(by_whom)]
        numbers = {say.number for say in by_whom.values()}
        before = [
            self._word(say, record)
            for say, record in reversed(self.records)
            if say.code == code and say.number not in numbers
        ]
        return now, before

    def _word(self, say, record):
        partner = self.reader.partner.slug if self.reader.partner else ""
        return {
            "number": say.number,
            "who": self.who(say),
            "on": say.on,
            "state": PRESENCE[say.state] if say.state != "unknown" else "they cannot tell",
            "mark": STATES[say.state][0],
            "words": say.words,
            "evidence": self.evidence(record),
            "mine": say.who == partner,
        }

    @property
    def missing(self):
        """What helps and is not (wholly) there: its name, and what the guide says to do."""
        rows = [row for kind, _, rows in self.kinds if kind != "barrier" for row in rows]
        return [
            {"row": row, "does": told.does if told else ()}
            for row in rows
            if row["state"] in MISSING
            for told in (guide().codes.get(row["code"].slug),)
        ]

    def changes(self, first, last):
        """What changed between two days, and why those who said something new say so."""
        codes = [one.slug for one in looked_at(self.known, set(self.newest))]
        return [
            {
                "code": self.known[one.code],
                "before": f"{STATES[one.before][1]}: {one.counted_before}",
                "after": f"{STATES[one.after][1]}: {one.counted_after}",
                "why": [(self.who(say), say.words) for say in one.why if say.words],
            }
            for one in says.between(self.says, codes, first, last)
            if one.changed
        ]


def by_area(place, on):
    """(areas, rows): every area something is said of, by name, and each condition in each."""
    known, records = named(), records_of(None, on=on)
    told = [say for say, _ in records]
    areas = sorted(
        {say.area for say in told}, key=lambda code: (code != "", area_name(place, code))
    )
    newest = {area: says.newest([s for s in told if s.area == area], on) for area in areas}
    rows = []
    for one in looked_at(known, {say.code for say in told}):
        states = [says.state_of(newest[area].get(one.slug, {})) for area in areas]
        if set(states) - {"unknown"}:
            rows.append((one, [STATES[state] for state in states]))
    return [(area, area_name(place, area) or AT_PLACE) for area in areas], rows
