"""The notice a partner must give when it cuts or leaves, from the agreement that binds it."""

from dataclasses import dataclass

from django.db.models import Q

from tilth.agree.issues.notice import Notice, notice, too_early
from tilth.ground.errors import DefinitionError
from tilth.web.agree.agreements.force import holding, read, versions_of
from tilth.web.agree.models import Agreement, Contribution


@dataclass(frozen=True)
class Owed:
    """A Notice and where it comes from. over: the agreement holds no more; its notice survives."""

    notice: Notice
    agreement: Agreement
    over: bool


def gives_on(partner, on, body=None):
    """What a partner gives on a day and after: Contributions, of one body where told."""
    found = Contribution.objects.filter(partner=partner, withdrawn=False, out=False)
    found = found.filter(Q(until__isnull=True) | Q(until__gte=on))
    if body is not None:
        found = found.filter(Q(to_body=body) | Q(decision__body=body) | Q(to_body__answers_to=body))
    return found.select_related("to_partner", "to_body").distinct()


def notice_of(partner, told, body=None):
    """What a partner owes that tells the others on a day; None where it never signed a thing.

    The agreement of the body where one is told, else of any it is party to; the longest notice
    where there are several. An agreement that is over still gives its notice.
    """
    agreements = Agreement.objects.all() if body is None else Agreement.objects.filter(body=body)
    owed = [one for agreement in agreements if (one := _owed(agreement, partner, told, body))]
    return max(owed, key=lambda one: (one.notice.days, not one.over), default=None)


def _owed(agreement, partner, told, body):
    versions = versions_of(agreement)
    now = holding(agreement, told, versions=versions)
    begun = [one for one in versions if one.since is not None and one.since <= told]
    version = now or (begun[-1] if begun else None)
    clauses = _clauses(version) if version is not None else None
    if clauses is None or partner.slug not in clauses.parties:
        return None
    given = gives_on(partner, told, body).exclude(to_partner=None)
    receivers = given.values_list("to_partner__slug", flat=True)
    return Owed(notice(told, clauses, partner.slug, receivers), agreement, now is None)


def _clauses(version):
    try:
        return read(version.clauses)
    except DefinitionError:
        return None


def must_wait(partner, last, told, body=None):
    """Why what a partner gives cannot end on a last day, told on a day; '' where it can."""
    owed = notice_of(partner, told, body)
    return too_early(owed.notice, last) if owed is not None else ""
