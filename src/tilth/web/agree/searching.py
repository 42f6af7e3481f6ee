"""What search finds among the records of AGREE, for those round the table."""

from itertools import chain

from tilth.web.agree.documents.visible import documents_for
from tilth.web.agree.found import address
from tilth.web.agree.issues.visible import visible_to
from tilth.web.agree.models import Agreement, Body, Commitment, Decision, Partner
from tilth.web.agree.partners.telling import held
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
        ((f"{one.ref} {one.title}", address(one), one.surfaced) for one in visible_to(standing)),
        ((one.title, address(one), one.told) for one in documents_for(standing)),
        ((one.person.name, address(one), one.title) for one in held() if one.person),
    )  # fmt: skip
