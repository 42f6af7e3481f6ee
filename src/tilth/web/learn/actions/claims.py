"""Acts on claims: written down, changed, put away, and what bears on them."""

from django.http import Http404
from django.utils import timezone

from tilth.learn.sources import claimed
from tilth.learn.sources.shipped import claims as shipped
from tilth.learn.words import BEARS, GRADES
from tilth.web.agree import history
from tilth.web.agree.found import find, may_read
from tilth.web.agree.models import Document
from tilth.web.house.acts import act, locked, refuse
from tilth.web.house.addresses import free_slug
from tilth.web.learn.actions.sources import NOT_OURS, may_bring
from tilth.web.learn.models import Bearing, Claim
from tilth.web.learn.reader import own

EVIDENCE = ("document", "story", "decision", "practice", "passage", "transplant", "ripples",
            "indicator")  # fmt: skip
"""The kinds of record that can be evidence; an indicator is a definition, not a record."""


@act
def claim(standing, *, words, where="", test="", said_in=None, slug=""):
    """Write a claim down; gives the Claim. said_in: the Passage that makes it."""
    refuse("" if may_bring(standing) else NOT_OURS)
    refuse("" if words.strip() else "Write down what is claimed")
    record = Claim.objects.create(
        slug=slug or free_slug(Claim, words, "claim", taken=("new", "ship")), words=words.strip(),
        where=where.strip()[:200], test=test.strip(), said_in=said_in,
    )  # fmt: skip
    history.added(standing.by, record, "written down")
    return record


@act
def change(standing, record, *, words, where="", test="", said_in=None):
    """Change what is claimed, where it is said or how to test it."""
    record = locked(Claim, record.pk)
    refuse("" if may_bring(standing) else NOT_OURS)
    refuse("" if words.strip() else "Write down what is claimed")
    told = {"words": words.strip(), "where": where.strip()[:200], "test": test.strip()}
    return history.changed(standing.by, record, "changed", said_in=said_in, also=told)


@act
def put_away(standing, record, reason):
    """A claim is listed no more; its history stays."""
    record = locked(Claim, record.pk)
    refuse("" if may_bring(standing) else NOT_OURS)
    refuse("" if reason.strip() else "Say why")
    return history.changed(standing.by, record, "put away", reason, removed=True)


@act
def bear(standing, record, *, about, how, grade="", words="", known=()):
    """Say that something bears on a claim, how and how strongly; gives the Bearing.

    about: its key, such as document:report or indicator:falls. known: names of indicators here.
    """
    record = locked(Claim, record.pk)
    refuse("" if may_bring(standing) else NOT_OURS)
    refuse("" if how in BEARS else "Say whether it supports, contradicts or is about it")
    refuse("" if grade in ("", *GRADES) else "There is no such grade")
    refuse("" if grade or how == "is about" else "Say how strong it is")
    _evidence(standing, about, known)
    same = record.bearings.filter(about=about, how=how).exists()
    refuse("It is listed already" if same else "")
    made = Bearing.objects.create(claim=record, about=about, how=how, grade=grade,
                                  words=words.strip(), by=standing.by.person,
                                  at=timezone.now())  # fmt: skip
    strong = f", grade {grade}" if grade else ""
    history.told(standing.by, record, how, f"{about}{strong}")
    return made


def _evidence(standing, about, known):
    kind, _, name = about.partition(":")
    refuse("" if kind in EVIDENCE else "That cannot be evidence")
    if kind == "indicator":
        refuse("" if name in known else "There is no such indicator")
        return
    try:
        record = find(about)
    except Http404:
        record = None
    seen = record is not None and (standing.by.ref == "command" or may_read(record, standing))
    refuse("" if seen else f"There is no {about}")


@act
def take_away(standing, bearing):
    """Something bears on a claim no more: it was put there by mistake."""
    record = locked(Claim, bearing.claim_id)
    refuse("" if may_bring(standing) else NOT_OURS)
    may = standing.keeps or own(standing, bearing)
    refuse("" if may else "Only who put it there, the chair or the secretariat can take it away")
    about, how = bearing.about, bearing.how
    bearing.delete()
    history.told(standing.by, record, "took away", f"{how}: {about}")


@act
def write_founding(standing):
    """Write the claims of the founding documents down, each once; gives those that are new.

    Each is tied to the passage that makes it, where the document has been brought in.
    """
    refuse("" if may_bring(standing) else NOT_OURS)
    told, where = shipped(), _passages()
    titles = {one.name: one.title for one in told.documents}
    new = []
    for one in told.claims:
        said = where.get(one.slug)
        record = Claim.objects.filter(slug=one.slug).first()
        if record is None:
            place = f"{titles[one.document]}, line {one.line}"
            new.append(claim(standing, words=one.words, where=place, test=one.test,
                             said_in=said, slug=one.slug))  # fmt: skip
        elif record.said_in is None and said is not None:
            history.changed(standing.by, locked(Claim, record.pk), "found where it is said",
                            said_in=said)  # fmt: skip
    return new


def _passages():
    """{slug of a claim: the Passage that makes it}, of the founding documents that are here."""
    told, found = shipped(), {}
    for document in Document.objects.filter(removed=False, passages__isnull=False).distinct():
        rows = [(one.number, one.line, one.words) for one in document.passages.all()]
        name = claimed.document_of(rows, told)
        own = {one.slug: claimed.said_where(one, rows) for one in told.claims
               if name and one.document == name}  # fmt: skip
        passages = {one.number: one for one in document.passages.all()}
        found |= {slug: passages[n] for slug, n in own.items() if n}
    return found


def founding_here(document):
    """Whether a document is one of the founding ones."""
    rows = document.passages.values_list("number", "line", "words")
    return bool(claimed.document_of(list(rows), shipped()))
