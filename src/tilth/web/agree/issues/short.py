"""What partners gave less of, or ended, sooner than the notice they agreed to: told, not hidden."""

import datetime
from decimal import Decimal

from django.utils import timezone

from tilth.agree.issues.notice import too_early
from tilth.web.agree.issues.notice import notice_of
from tilth.web.agree.models import Contribution, Step

KEY = f"{Contribution.kind}:"


def too_short():
    """[{"contribution", "told", "words"}], the newest first: cuts that bit before their notice."""
    steps = Step.objects.filter(about__startswith=KEY, undone_by=None).exclude(before={})
    given = Contribution.objects.select_related("partner", "to_partner", "to_body", "decision")
    found = {one.pk: one for one in given}
    told = []
    for step in steps.order_by("-at", "-pk"):
        one = found.get(int(step.about.removeprefix(KEY)))
        words = _words(one, step) if one is not None else ""
        if words:
            on = timezone.localtime(step.at).date()
            told.append({"contribution": one, "told": on, "words": words})
    return told


def _words(one, step):
    return too_soon(one, step, timezone.localtime(step.at).date())


def too_soon(one, step, on):
    """Why a contribution may not be less in the way of a Step, told on a day; '' where it may."""
    last = _last(one, step, on)
    if last is None:
        return ""
    last = max(last, one.since - datetime.timedelta(days=1))  # before it began nothing was less
    body = one.to_body or (one.decision.body if one.decision else None)
    owed = notice_of(one.partner, on, body) or notice_of(one.partner, on)
    return too_early(owed.notice, last) if owed is not None else ""


def _last(one, step, on):
    """The last day on which nothing was less; None where a Step took nothing away."""
    before, after = step.before, step.after
    yesterday = on - datetime.timedelta(days=1)
    was = _day(before["until"]) if "until" in before else one.until
    ends = _day(after.get("until"))
    if was is not None and was < on:
        return None
    if after.get("withdrawn") is True or _less(before.get("amount"), after.get("amount")):
        return yesterday
    shorter = "until" in after and ends is not None and (was is None or ends < was)
    return ends if shorter else None


def _less(before, after):
    return before is not None and after is not None and Decimal(after) < Decimal(before)


def _day(told):
    return datetime.date.fromisoformat(told) if told else None
