"""The file we give other systems: what everyone may read and we told ourselves, nothing else."""

from django.utils import timezone

from tilth.learn.federation.envelope import FORMAT, written
from tilth.learn.federation.records import FIELDS
from tilth.web.agree.models import Link
from tilth.web.learn.models import Practice, Story, Transplant, Withdrawal
from tilth.web.learn.sharing.copies import note
from tilth.web.learn.sharing.own import own_slug, secret


def file_of(place):
    """Our federation file as it is at this moment, signed.

    It is the whole of what we share: what is not in it any more is gone, and readers drop it.
    """
    now = timezone.now()
    stories = Story.objects.filter(for_everyone=True, state="published", origin="")
    stories = list(stories.exclude(type="offer"))  # of use where whoever makes it can be reached
    told = {
        "format": FORMAT,
        "system": own_slug(place),
        "name": place.name,
        "sequence": int(now.timestamp() * 1000),
        "made": now.isoformat(),
        "records": [*map(_story, stories), *map(_practice, _practices()),
                    *map(_transplant, _transplants())],
        "withdrawn": _uids(Withdrawal.objects.filter(origin="")),
    }  # fmt: skip
    note(stories, "federation", "whoever reads our federation file")
    return written(told, secret())


def _practices():
    return Practice.objects.filter(open_to="everyone", removed=False, origin="").order_by("pk")


def _transplants():
    """Our own plantings, also of a practice that came from elsewhere: so lineage travels back."""
    shared = Transplant.objects.filter(removed=False, origin="", practice__removed=False)
    shared = shared.filter(practice__open_to="everyone").order_by("pk")
    return shared.select_related("practice", "after")


def _story(one):
    return _record(one, "story", told=one.told.isoformat())


def _practice(one):
    linked = Link.objects.filter(one=one.key, how="grew from", removed=False)
    slugs = [key.partition(":")[2] for key in linked.values_list("other", flat=True)]
    shared = Story.objects.filter(slug__in=slugs, for_everyone=True, state="published", origin="")
    return _record(one, "practice", stories=_uids(shared))


def _uids(records):
    return sorted(str(uid) for uid in records.values_list("uid", flat=True))


def _transplant(one):
    after = str(one.after.uid) if one.after else None
    return _record(one, "transplant", practice=str(one.practice.uid), after=after)


def _record(one, kind, **told):
    fields = {name: _plain(getattr(one, name)) for name in FIELDS[kind] if name not in told}
    return {"kind": kind, "uid": str(one.uid), **fields, **told}


def _plain(value):
    if isinstance(value, dict):
        return {str(key): str(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_row(one) if isinstance(one, dict) else str(one) for one in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def _row(row):
    return {str(key): "" if value is None else str(value) for key, value in row.items()}
