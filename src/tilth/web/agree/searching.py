"""What search finds among the records of AGREE, for those round the table."""

from itertools import chain

from tilth.web.agree.found import address, may_read
from tilth.web.agree.issues.visible import visible_to
from tilth.web.agree.models import Agreement, Body, Commitment, Decision, Document, Meeting, Partner
from tilth.web.agree.standing import Standing


def found(request):
    """[(heading, things)] for the search of the house; nothing for whoever is not at the table."""
    standing = Standing.on_public(request)
    return [("What we agreed", records(standing))] if standing else []


def records(standing):
    """(words, address, more) of every record this reader may see, with what it is searched by."""
    return chain(
        ((one.name, address(one), f"{one.purpose} {' '.join(one.other_names)}".strip())
         for one in Partner.objects.all()),
        ((one.name, address(one), one.purpose) for one in Body.objects.all()),
        ((str(one), address(one), one.proposal) for one in Decision.objects.all()),
        ((f"{one.ref} {one.words}"[:120], address(one), one.reason or one.evidence)
         for one in Commitment.objects.all()),
        ((one.title, address(one), "") for one in Agreement.objects.all()),
        ((str(one), address(one), one.minutes[:2000])
         for one in Meeting.objects.select_related("body")),
        ((f"{one.ref} {one.title}", address(one), one.surfaced) for one in visible_to(standing)),
        ((one.title, address(one), one.told) for one in Document.objects.filter(removed=False)
         if may_read(one, standing)),
    )  # fmt: skip
