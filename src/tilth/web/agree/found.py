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


def address(record):
    """Where a record is shown; the page of what it belongs to where it has none of its own."""
    return ADDRESSES[record.kind](record)


ADDRESSES = {
    "partner": lambda one: f"/agree/partners/{one.slug}/",
    "body": lambda one: f"/agree/bodies/{one.slug}/",
    "role": lambda one: f"/agree/people/{one.person.ref}/" if one.person else address(one.partner),
    "agreement": lambda one: f"/agree/agreement/{one.slug}/",
    "version": lambda one: f"/agree/agreement/{one.agreement.slug}/",
    "meeting": lambda one: f"/agree/meetings/{one.on.isoformat()}-{one.body.slug}/",
    "item": lambda one: address(one.meeting),
    "decision": lambda one: f"/agree/decisions/{one.ref}/",
    "voice": lambda one: address(one.decision),
    "commitment": lambda one: f"/agree/commitments/{one.ref}/",
    "delegation": lambda one: f"/agree/levels/{one.ref}/",
    "contribution": lambda one: "/agree/levels/money/",
    "tie": lambda one: "/agree/map/",
    "issue": lambda one: f"/agree/issues/{one.ref}/",
    "document": lambda one: f"/agree/documents/{one.slug}/",
}


def may_read(record, standing):
    """Whether somebody round the table may see a record at all."""
    if record.kind == "issue":
        from tilth.web.agree.issues.visible import visible_to  # it leans on this module

        return visible_to(standing).filter(pk=record.pk).exists()
    if record.kind == "voice":
        return voice_readable(record, standing)
    if record.kind == "document" and record.visible == "owners":
        own = standing.partner is not None and record.written_with.filter(pk=standing.partner.pk)
        return standing.keeps or bool(own and own.exists())
    return True


def voice_readable(voice, standing):
    """One's own, those of what is closed, and the others' once one's own partner has spoken."""
    if voice.decision.stage == "closed":
        return True
    own = standing.partner
    return own is not None and voice.decision.voices.filter(partner=own).exists()
