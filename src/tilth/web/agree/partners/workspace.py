"""What a body works on together, in one place: its promises, its papers, its hard things."""

from django.db.models import Q

from tilth.web.agree.documents.visible import documents_for
from tilth.web.agree.issues.visible import visible_to
from tilth.web.agree.models import Commitment, Decision, Link, Meeting

MOST = 12


def shared(body, standing):
    """What the page of a body shows beside its meetings, as this reader may see it."""
    return {
        "promises": promises_of(body)[:MOST],
        "papers": papers_of(body, standing)[:MOST],
        "hard": visible_to(standing).filter(body=body).exclude(stage="reviewed"),
    }


def promises_of(body):
    """What is promised in its programme, to it, or by its decisions, and has not ended."""
    own = Q(programme=body) | Q(made_to_body=body) | Q(decision__body=body)
    going = Commitment.objects.filter(own, state__in=("asked", "growing", "stuck"))
    return going.select_related("made_by").distinct()


def papers_of(body, standing):
    """The documents this reader may see that its meetings and decisions rest on."""
    keys = [one.key for one in Decision.objects.filter(body=body)]
    keys += [one.key for one in Meeting.objects.filter(body=body)] + [body.key]
    linked = Link.objects.filter(removed=False, one__startswith="document:", other__in=keys)
    slugs = [one.partition(":")[2] for one in linked.values_list("one", flat=True)]
    return documents_for(standing).filter(slug__in=slugs)
