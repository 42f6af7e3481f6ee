"""What is recorded of a body that its balance is made of: each kind read once, for every cycle."""

from functools import cached_property

from django.db.models import Q

from tilth.agree.balance import Given
from tilth.web.agree.agreements.force import bound_by, current, rules_of
from tilth.web.agree.models import Contribution, Decision, Item, Partner, Role, Turn


class Records:
    """The records of one body, read when they are first asked for and not again."""

    def __init__(self, body):
        self.body = body

    @cached_property
    def _agreements(self):
        return rules_of(self.body)

    @cached_property
    def _joined(self):
        return list(Partner.objects.filter(state="joined").order_by("name"))

    @cached_property
    def _parts(self):
        parts = Role.objects.filter(body=self.body, partner__isnull=False)
        return list(parts.values_list("partner", "since", "until"))

    def version_on(self, on):
        """The Version of the agreement that rules the body on a day, or None."""
        return current(self.body, on, agreements=self._agreements)

    def partners_on(self, on):
        """The partners with a voice on a day, by name, and whether an agreement says so.

        Those bound by the agreement in force; without one, those with a part on the body; without
        any, all that have joined.
        """
        version = self.version_on(on)
        if version is not None:
            bound = set(bound_by(version, on))
            return [one for one in self._joined if one.slug in bound], True
        sit = {
            partner
            for partner, since, until in self._parts
            if since <= on and (until is None or until >= on)
        }
        return [one for one in self._joined if one.pk in sit] or self._joined, False

    @cached_property
    def given(self):
        """what -> rows (day, Given), whoever gave it."""
        return {
            "proposals": [*self._proposals(), *self._put_forward()],
            "agenda": list(self._agenda()),
            "speaking": list(self._speaking()),
            "carried": list(self._carried()),
            "received": list(self._received()),
            "brought": list(self._brought()),
        }

    def _proposals(self):
        """Decisions put forward; drafts are nobody's business yet."""
        found = Decision.objects.filter(body=self.body, opened__isnull=False)
        found = found.exclude(stage="draft")
        for slug, opened in found.values_list("proposer__slug", "opened"):
            yield opened, Given(_month(opened), slug)

    @cached_property
    def _turns(self):
        found = Turn.objects.filter(meeting__body=self.body, count__gt=0)
        return list(
            found.values_list("type", "meeting__on", "partner__slug", "count", "item__about")
        )

    def _put_forward(self):
        """Things put forward in meetings that did not become a decision's own record."""
        for type, on, slug, count, about in self._turns:
            if type == "proposed" and not (about or "").startswith("decision:"):
                yield on, Given(_month(on), slug, count)

    def _speaking(self):
        for type, on, slug, count, _ in self._turns:
            if type == "spoke":
                yield on, Given(on.isoformat(), slug, count)

    def _agenda(self):
        """Items of agendas by the partner that asked for them."""
        found = Item.objects.filter(meeting__body=self.body, removed=False).exclude(partner=None)
        for slug, on in found.values_list("partner__slug", "meeting__on"):
            yield on, Given(on.isoformat(), slug)

    def _carried(self):
        found = Decision.objects.filter(body=self.body, closed__isnull=False, stage="closed")
        found = found.filter(outcome="carried")
        for slug, on in found.values_list("proposer__slug", "closed"):
            yield on, Given(_month(on), slug)

    def _money(self):
        """Money between partners that this body decided on or holds, by the day it began."""
        body = self.body
        here = Q(decision__body=body) | Q(to_body=body) | Q(to_body__answers_to=body)
        found = Contribution.objects.filter(here, currency="cash", withdrawn=False, amount__gt=0)
        return found.distinct()

    def _received(self):
        found = self._money().exclude(to_partner=None)
        for slug, on, amount in found.values_list("to_partner__slug", "since", "amount"):
            yield on, Given(_month(on), slug, 1, float(amount))

    def _brought(self):
        found = self._money().filter(out=False, to_partner=None)
        for slug, on, amount in found.values_list("partner__slug", "since", "amount"):
            yield on, Given(_month(on), slug, 1, float(amount))


def _month(day):
    return f"{day:%Y-%m}"
