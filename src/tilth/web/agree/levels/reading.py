"""The records of a request as the values the ledgers reason on, each read once."""

import datetime
from functools import cached_property

from django.utils import timezone

from tilth.agree.levels import book
from tilth.agree.levels.bringing import Given, Size
from tilth.agree.levels.days import year
from tilth.agree.levels.values import Passed, Terms
from tilth.web.agree.agreements import force
from tilth.web.agree.agreements.force import clauses_of
from tilth.web.agree.as_recorded import as_recorded
from tilth.web.agree.levels.spells import named, spells, where_of
from tilth.web.agree.models import (
    Agreement,
    Body,
    Commitment,
    Contribution,
    Decision,
    Delegation,
    Partner,
    Step,
)

CORRECTED, CHANGED, TOOK_BACK = "corrected", "changed", "took back"
HAPPENED = "happened"  # a change that was made without asking here
MEANS = ("cash", "time", "capacity")
ROUND_TABLE = ("joined", "observing")


class Ledgers:
    """What is written down about functions, money and who answers, as of a day of the place.

    public_only: only decisions and promises told to everyone, for what leaves the table.
    """

    def __init__(self, place, *, on=None, public_only=False):
        self.today = force.day_of(place)
        self.place, self.day, self.public_only = place, on or self.today, public_only

    @cached_property
    def year(self):
        """The year of accounts the day lies in."""
        return year(self.day)

    @cached_property
    def bodies(self):
        """Every body that stands on the day, as Where, by name."""
        return [where_of(one) for one in Body.objects.all() if stands(one, self.day)]

    @cached_property
    def versions(self):
        """agreement -> its versions with their signatures; the agreement's body comes along."""
        found = Agreement.objects.select_related("body").prefetch_related(*force.WHOLE)
        return {one: list(one.versions.all()) for one in found}

    @cached_property
    def clauses(self):
        """(agreement, Version, Clauses) of each agreement in force on the day, by title."""
        found = []
        for agreement, versions in self.versions.items():
            version = force.holding(agreement, self.day, versions=versions)
            told = clauses_of(version)
            if told is not None:
                found.append((agreement, version, told))
        return found

    @cached_property
    def passed(self):
        """Every delegation, with how its means changed, as Passed."""
        found = Delegation.objects.select_related("from_body", "to_body", "agreement", "decision")
        steps = _steps("delegation:")
        return [self._passed(one, steps.get(one.key, ())) for one in found]

    def _passed(self, one, steps):
        notice = self.notice_of(one.agreement)
        taken = [min(local_day(s), self.today) for s in steps if s.act == TOOK_BACK]
        return Passed(
            ref=one.ref,
            function=one.function,
            giver=where_of(one.from_body),
            receiver=where_of(one.to_body),
            since=one.since,
            until=one.until,
            terms=terms_of(one, steps, self.today),
            because=one.ended_because,
            told=taken[-1] if taken and one.until else None,
            notice=notice,
            chosen=one.chosen,
            conditions=one.conditions,
            review=one.review,
            why_not_lower=one.why_not_lower or (one.decision.why_not_lower if one.decision else ""),
            indicator=one.indicator,
            decision=one.decision.ref if one.decision else "",
            agreement=one.agreement.title if one.agreement else "",
        )

    def notice_of(self, agreement):
        """The days of notice an agreement gives: as in force, else as last written; or None."""
        if agreement is None:
            return None
        versions = self.versions.get(agreement, ())
        version = force.holding(agreement, self.day, versions=versions) if versions else None
        told = clauses_of(version or (versions[-1] if versions else None))
        return None if told is None else told.notice_days

    @cached_property
    def named(self):
        """Every function an agreement names, between which days, as Named."""
        return [
            one
            for agreement, versions in self.versions.items()
            for version, since, until in spells(versions)
            for one in named(agreement, clauses_of(version), since, until)
        ]

    @cached_property
    def given(self):
        """Every contribution that stands, as Given."""
        standing = Contribution.objects.filter(withdrawn=False)
        return as_recorded("contributions", lambda: givens(standing))

    @cached_property
    def partners(self):
        """Every partner that is or was round the table, by name."""
        return list(Partner.objects.all())

    @cached_property
    def sizes(self):
        """The sizes of the partners round the table, and of whoever gives."""
        giving = {one.partner for one in self.given}
        some = [p for p in self.partners if p.state in ROUND_TABLE or p.slug in giving]
        return [Size(one.slug, one.name, one.income, one.staff) for one in some]

    @cached_property
    def names(self):
        """The name of every partner and body by its slug."""
        named = {one.slug: one.name for one in Body.objects.all()}
        return named | {one.slug: one.name for one in self.partners}

    @cached_property
    def decisions(self):
        """Every decision that was closed by the day, as Taken."""
        found = Decision.objects.filter(stage="closed", closed__lte=self.day)
        found = found.filter(public=True) if self.public_only else found
        return [
            book.Taken(o.ref, o.closed, o.outcome == "carried", o.layer, o.origin)
            for o in found.order_by("closed", "ref")
        ]

    @cached_property
    def promises(self):
        """Every promise of the round table."""
        found = Commitment.objects.filter(made__lte=self.day).select_related("made_by")
        return list(found.filter(public=True) if self.public_only else found)

    def fund(self, slug):
        """What came into a fund and left it."""
        return [one for one in self.given if one.to_body == slug]

    def book(self):
        """Everything a return may be made of."""
        promises = [o for o in self.promises if o.type == "commitment"]
        return book.Book(
            passed=tuple(self.passed),
            named=tuple(self.named),
            bodies=tuple(self.bodies),
            given=tuple(self.given),
            sizes=tuple(self.sizes),
            decisions=tuple(self.decisions),
            promises=tuple(book.Promise(o.ref, o.made, o.state, o.settled) for o in promises),
            seats=tuple(book.Seat(o.slug, o.accountability, o.state) for o in self.partners),
            funds={one.slug: self.fund(one.slug) for one in Body.objects.filter(type="fund")},
        )


GIVEN_WITH = ("partner", "to_partner", "to_body", "decision")
GIVEN = (
    "currency", "type", "since", "until", "amount", "layer", "out", "running", "words",
    "partner__slug", "to_partner__slug", "to_body__slug", "decision__ref",
)  # fmt: skip


def stands(body, day):
    """Whether a body stands on a day."""
    begun = body.since is None or body.since <= day
    return begun and (body.until is None or body.until >= day)


def givens(contributions):
    """Contributions as Given, in their order; of each only what a Given holds is read."""
    return tuple(given_of(o) for o in contributions.select_related(*GIVEN_WITH).only(*GIVEN))


def given_of(one):
    """A contribution as the ledgers know it."""
    return Given(
        number=one.pk,
        partner=one.partner.slug,
        currency=one.currency,
        type=one.type,
        since=one.since,
        until=one.until,
        amount=one.amount,
        to_partner=one.to_partner.slug if one.to_partner else "",
        to_body=one.to_body.slug if one.to_body else "",
        layer=one.layer,
        out=one.out,
        running=one.running,
        words=one.words,
        decision=one.decision.ref if one.decision else "",
    )


def local_day(step):
    """The day a Step was made, here."""
    return timezone.localtime(step.at).date()


def _steps(prefix):
    """key -> the Steps of records of a kind that were not taken back, the oldest first."""
    found = {}
    every = list(Step.objects.filter(about__startswith=prefix))
    undone = {one.undoes_id for one in every if one.undoes_id}
    for one in every:
        if one.pk not in undone and one.undoes_id is None:
            found.setdefault(one.about, []).append(one)
    return found


def terms_of(delegation, steps, day):
    """What went with a delegation and since when, from what it is now and the Steps before.

    A correction was always so; a change holds from the day it was made, or from `day` in a
    made-up place that stands still on a day gone by.
    """
    now = {name: getattr(delegation, name) for name in MEANS}
    found = []
    for step in reversed(steps):
        moved = [name for name in MEANS if name in step.before or name in step.after]
        if step.act == CORRECTED or not step.before or not moved:
            continue
        on = max(min(local_day(step), day), delegation.since)
        found.append(Terms(on, because=step.words, **now))
        field = delegation._meta.get_field
        now |= {name: field(name).to_python(step.before.get(name)) for name in moved}
    found.append(Terms(delegation.since, **now))
    days: dict[datetime.date, Terms] = {one.since: one for one in reversed(found)}
    return tuple(sorted(days.values(), key=lambda one: one.since))
