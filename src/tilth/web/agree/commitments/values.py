"""Records of promises as the values that are reasoned with."""

from django.core.exceptions import EmptyResultSet
from django.db.models import Max
from django.utils import timezone

from tilth.agree.commitments.promise import DONE_BY_MAKER, Promise
from tilth.web.agree.as_recorded import as_recorded
from tilth.web.agree.models import Commitment, Step

WITH = ("made_by", "made_to", "made_to_body", "programme", "decision", "became")
NOT_TOLD = ("sent a link", "took a link back", "put to review", "taken off a review")


def promises(records=None):
    """Each of these Commitments, or all, as (record, Promise), in the order of their refs."""
    records = Commitment.objects.all() if records is None else records
    try:
        asked = records.order_by("ref").query.sql_with_params()
    except EmptyResultSet:  # nothing can be among none
        return ()
    return as_recorded("promises", lambda: _promises(records), *asked)


def _promises(records):
    records = list(records.prefetch_related(*WITH).order_by("ref"))  # many are of the same few
    told = last_told()
    return tuple((one, promise(one, told.get(one.key))) for one in records)


def last_told():
    """key -> the day on which anything was last said of a promise."""
    steps = Step.objects.filter(about__startswith="commitment:").exclude(act__in=NOT_TOLD)
    last = steps.order_by().values_list("about").annotate(Max("at"))
    return {about: timezone.localtime(at).date() for about, at in last}


def promise(one, told=None):
    """One Commitment as a value."""
    by, to = maker_of(one), named(one.made_to or one.made_to_body)
    plain = ("ref", "words", "made", "type", "with_whom", "layer", "area", "origin", "state",
             "reason", "evidence", "due", "settled", "seen", "public")  # fmt: skip
    return Promise(
        **{field: getattr(one, field) for field in plain},
        made_by=by,
        made_to=to,
        programme=named(one.programme),
        told=told,
    )


def maker_of(one):
    """Who made it: a partner, or the group that recommends it."""
    return named(one.made_by or (None if one.type in DONE_BY_MAKER else one.programme))


def named(record):
    """The name of a partner or a body; '' where there is none."""
    return record.name if record is not None else ""
