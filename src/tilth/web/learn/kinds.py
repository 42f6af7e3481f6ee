"""The kinds of record of LEARN: where each is shown, and who may read it."""

from tilth.web.agree.documents.visible import documents_for
from tilth.web.agree.found import address, find
from tilth.web.agree.found import may_read as may_read_any
from tilth.web.learn import models
from tilth.web.learn.reader import inside
from tilth.web.learn.search import index
from tilth.web.learn.search.texts import TEXTS
from tilth.web.learn.visible import open_to, own_stories, stories_for, stories_to_look_at

KINDS = {
    kind.kind: kind
    for kind in (
        models.Story,
        models.Passage,
        models.Code,
        models.Claim,
        models.Comment,
        models.Practice,
        models.Transplant,
        models.RippleMap,
        models.Ripple,
        models.Gathering,
        models.Moment,
        models.Condition,
        models.System,
        models.Name,
    )
}

ADDRESSES = {
    "story": lambda one: f"/learn/stories/{one.slug}/",
    "passage": lambda one: (
        address(one.story) if one.story else f"/learn/sources/{one.document.slug}/#p{one.number}"
    ),
    "code": lambda one: f"/learn/codes/{one.slug}/",
    "claim": lambda one: f"/learn/claims/{one.slug}/",
    "comment": lambda one: f"/learn/talk/about/{one.about}/#comment-{one.pk}",
    "practice": lambda one: f"/learn/practices/{one.slug}/",
    "transplant": lambda one: f"/learn/transplants/{one.ref}/",
    "ripples": lambda one: f"/learn/ripples/{one.slug}/",
    "ripple": lambda one: f"{address(one.map)}#ripple-{one.pk}",
    "gathering": lambda one: f"/learn/gatherings/{one.slug}/",
    "moment": lambda one: f"/learn/timeline/#moment-{one.pk}",
    "condition": lambda one: f"/learn/conditions/{one.code}/",
    "system": lambda one: "/learn/sharing/",
    "name": lambda one: f"/learn/names/#name-{one.pk}",
}  # fmt: skip


def may_read(record, standing):
    """Whether this reader may see a record."""
    return READABLE.get(record.kind, lambda *_: inside(standing))(record, standing)


def _story(record, standing):
    every = stories_for(standing, ended=True)
    found = (every, own_stories(standing), stories_to_look_at(standing))
    return any(some.filter(pk=record.pk).exists() for some in found)


def _passage(record, standing):
    if record.story is not None:
        return may_read_any(record.story, standing)
    known = standing if inside(standing) else None
    return documents_for(known).filter(pk=record.document_id).exists()


def _open(record, standing):
    kept = type(record).objects.filter(pk=record.pk)
    return open_to(kept, standing).exists()


READABLE = {
    "story": _story,
    "passage": _passage,
    "code": lambda *_: True,
    "claim": lambda *_: True,
    "comment": lambda one, standing: may_read_any(find(one.about), standing),
    "practice": _open,
    "transplant": lambda one, standing: _open(one.practice, standing),
    "ripples": _open,
    "ripple": lambda one, standing: _open(one.map, standing),
    "gathering": _open,
    "moment": _open,
}


def undone(record):
    """What search knows of a record follows it."""
    if record.kind not in TEXTS:
        return
    record.refresh_from_db()
    (index.drop if getattr(record, "removed", False) else index.keep)(record)
