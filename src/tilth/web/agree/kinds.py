"""The kinds of record of AGREE: where each is shown, and who round the table may read it."""

from tilth.web.agree import models
from tilth.web.agree.found import address
from tilth.web.agree.standing import ROUND

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
    """Whether somebody may see a record at all; outside the table: only what is told to all."""
    if standing is None or standing.by.role not in ROUND:
        from tilth.web.agree.public.opened import open_to_all  # it leans on this module

        return open_to_all(record)
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


def undone(record):
    """Nothing hangs on the records of AGREE."""
