"""A record by its key: `decision:D-014` is the Decision, its title and its address."""

from django.http import Http404

from tilth.web.agree import models

KINDS = {
    kind.kind: kind
    for kind in (
        models.Partner,
        models.Body,
        models.Role,
        models.Agreement,
        models.Version,
        models.Meeting,
        models.Item,
        models.Decision,
        models.Voice,
        models.Commitment,
        models.Delegation,
        models.Contribution,
        models.Tie,
        models.Issue,
        models.Document,
    )
}


def find(key):
    """The record of a key; Http404 where there is none."""
    kind, _, name = key.partition(":")
    model = KINDS.get(kind)
    named = model is not None and (model.named_by != "pk" or name.isdigit())
    record = model.objects.filter(**{model.named_by: name}).first() if named else None
    if record is None:
        raise Http404
    return record
