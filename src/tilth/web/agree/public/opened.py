"""Whether anyone may know of a record of AGREE, and where they would read it."""

from tilth.web.agree.documents.visible import documents_for
from tilth.web.agree.issues.visible import visible_to
from tilth.web.agree.public.reading import commitments, decisions

READ_AT = {
    "decision": lambda one: f"/agree/public/decisions/{one.ref}/",
    "commitment": lambda one: f"/agree/public/commitments/#{one.ref}",
    "issue": lambda one: f"/agree/issues/{one.ref}/",
}
KNOWN = {
    "decision": decisions,
    "commitment": commitments,
    "issue": lambda: visible_to(None),
    "document": lambda: documents_for(None),
}
NAMED = ("partner", "body")
"""Named on the public page, without a page of their own there."""


def open_to_all(record):
    """Whether people outside the partnership may know of a record."""
    if record.kind in KNOWN:
        return KNOWN[record.kind]().filter(pk=record.pk).exists()
    return record.kind in NAMED or (record.kind == "meeting" and record.public)


def public_address(record):
    """Where anyone reads of a record; '' where there is no such page."""
    return READ_AT[record.kind](record) if record.kind in READ_AT else ""
