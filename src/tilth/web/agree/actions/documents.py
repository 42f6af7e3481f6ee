"""Acts on documents: written down, changed, put away, tied to other records, recommended from."""

from django.http import Http404

from tilth.agree.words import DOCUMENTS, LAYERS, VISIBILITY
from tilth.web.agree import history
from tilth.web.agree.actions import commitments
from tilth.web.agree.actions.agreements import may_write
from tilth.web.agree.documents.visible import documents_for
from tilth.web.agree.found import find, may_read
from tilth.web.agree.models import Document, Link
from tilth.web.house.acts import act, locked, refuse
from tilth.web.house.addresses import free_slug

RECOMMENDED = "recommended in"
OURS = {"new", "law"}  # addresses of pages beside the documents
HOWS = {
    "paper for": "it is a paper for it",
    "evidence for": "it is evidence for it",
    "led to": "it led to it",
    "law for": "it is the law it rests on",
    "came from": "it came from it",
}
FIELDS = (
    "type", "title", "on", "authors", "sectors", "residents", "layer", "area", "url", "told",
    "asks", "visible",
)  # fmt: skip


def may_change(standing, document):
    """They wrote it, or they keep what was agreed; where nobody is named, any partner may."""
    if standing.keeps:
        return True
    wrote = document.written_with.all()
    own = standing.partner is not None and wrote.filter(pk=standing.partner.pk).exists()
    return may_write(standing) and (own or not wrote.exists())


def _check(told):
    refuse("" if told.get("title", "").strip() else "Give it a title")
    refuse("" if told.get("type") in DOCUMENTS else "There is no such kind of document")
    refuse("" if told.get("visible") in VISIBILITY else "Say who may read it")
    layer = told.get("layer", "")
    refuse("" if not layer or layer in LAYERS else "There is no such layer")


@act
def write(standing, *, written_with=(), **told):
    """Write a document down; gives the Document."""
    refuse(
        "" if may_write(standing) else "Only somebody from a partner that has joined can do this"
    )
    _check(told)
    slug = free_slug(Document, told["title"], "document", longest=40, taken=OURS)
    document = Document(slug=slug, **{k: told[k] for k in FIELDS if k in told})
    document.save()
    document.written_with.set(written_with)
    history.added(standing.by, document, "written down")
    return document


@act
def change(standing, document, *, written_with=None, **told):
    """Change what is told of a document."""
    document = locked(Document, document.pk)
    refuse("" if may_change(standing, document) else "Only those who wrote it can change it")
    _check(told)
    fields = {k: told[k] for k in FIELDS if k in told}
    history.changed(standing.by, document, "changed", also=fields)
    if written_with is not None and set(written_with) != set(document.written_with.all()):
        names = ", ".join(sorted(one.name for one in written_with)) or "nobody"
        document.written_with.set(written_with)
        history.told(standing.by, document, "changed", f"Written with: {names}")


@act
def put_away(standing, document, reason):
    """A document is shown no more; its history stays."""
    document = locked(Document, document.pk)
    refuse("" if may_change(standing, document) else "Only those who wrote it can put it away")
    refuse("" if reason.strip() else "Say why")
    return history.changed(standing.by, document, "put away", reason, removed=True)


@act
def tie(standing, document, other, how):
    """Tie a document to another record; gives the Link. other: its key, such as decision:D-014."""
    refuse(
        "" if may_write(standing) else "Only somebody from a partner that has joined can do this"
    )
    refuse("" if how in HOWS else "Say how they belong together")
    record = _record(standing, other)
    refuse("It cannot be tied to itself" if record.key == document.key else "")
    link, new = Link.objects.get_or_create(one=document.key, other=record.key, how=how)
    refuse("" if new or link.removed else "They are tied already")
    if link.removed:
        Link.objects.filter(pk=link.pk).update(removed=False)
    history.told(standing.by, document, "tied", f"{how}: {record.key}")
    return link


@act
def untie(standing, document, link):
    """Undo a tie."""
    link = locked(Link, link.pk)
    mine = document.key in (link.one, link.other)
    refuse("" if mine and may_change(standing, document) else "You cannot change this")
    refuse("It is untied already" if link.removed else "")
    Link.objects.filter(pk=link.pk).update(removed=True)
    other = link.other if link.one == document.key else link.one
    history.told(standing.by, document, "untied", f"{link.how}: {other}")


def _record(standing, key):
    """The record of a key that this reader may see."""
    try:
        record = find(key.strip())
    except Http404:
        record = None
    hidden = record is not None and record.kind == "document"
    if hidden and not documents_for(standing).filter(pk=record.pk).exists():
        record = None
    refuse("" if record is not None and may_read(record, standing) else f"There is no {key}")
    return record


@act
def recommend(standing, document, *, words, made, made_to=None, made_by=None, area="", due=None):
    """Write down what a document recommends to a partner or a place; gives the Commitment."""
    refuse(
        "" if may_write(standing) else "Only somebody from a partner that has joined can do this"
    )
    told = {"made_to": made_to, "area": area, "due": due, "layer": document.layer or "place"}
    if not made_by and not standing.keeps:
        made_by = standing.partner
    one = commitments.propose(
        standing, type="recommendation", words=words, made=made, made_by=made_by, **told
    )
    Link.objects.create(one=one.key, other=document.key, how=RECOMMENDED)
    history.told(standing.by, document, "recommended", f"{one.ref}: {words}")
    return one
