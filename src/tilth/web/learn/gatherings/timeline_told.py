"""What goes onto the timeline: moments people wrote, and what records of AGREE and LEARN say."""

from django.db.models import Min
from django.utils import timezone

from tilth.learn.timeline.entries import Entry
from tilth.web.agree.models import Agreement, Body, Decision, Partner, Signature, Step
from tilth.web.agree.public.reading import decisions as public_decisions
from tilth.web.agree.public.reading import told_decisions
from tilth.web.learn.gatherings.view import gatherings_for
from tilth.web.learn.models import Moment
from tilth.web.learn.reader import inside
from tilth.web.learn.talk.records import seen
from tilth.web.learn.visible import open_to, plantings_for

LARGE = ("big conversation", "open garden", "learning session", "call")
"""Gatherings that a partnership remembers; the others stay in their own list."""


def entries(standing, place, today):
    """Every Entry of the timeline that this reader may know of, up to a day; no certain order."""
    found = [
        *_moments(standing),
        *_partners(standing),
        *_bodies(),
        *_agreements(standing),
        *_decisions(standing, place),
        *_gatherings(standing),
        *_transplants(standing),
    ]
    return [one for one in found if one.on <= today]


def _moments(standing):
    for one in open_to(Moment.objects.filter(removed=False), standing):
        about = seen(one.about, standing) if one.about else None
        yield Entry(
            one.on,
            one.type,
            one.words,
            until=one.until,
            more=one.more,
            layer=one.layer,
            address=about.at if about else "",
            number=one.pk,
        )


def _partners(standing):
    """Who came and went: since when a partner is there tells of the organisation, not of us."""
    joined = _joined()
    for one in Partner.objects.exclude(state="invited"):
        at = f"/agree/partners/{one.slug}/" if inside(standing) else ""
        if one.slug in joined:
            yield Entry(joined[one.slug], "partner", f"{one.name} joined", address=at)
        if one.until and one.state == "left":
            yield Entry(one.until, "partner", f"{one.name} left", address=at)


def _joined():
    """slug -> the day a partner first signed anything, or the day its history says it joined."""
    signed = Signature.objects.values("partner__slug").annotate(first=Min("on"))
    found = dict(signed.values_list("partner__slug", "first"))
    told = Step.objects.filter(about__startswith="partner:", act="joined").values("about")
    for key, at in told.annotate(first=Min("at")).values_list("about", "first"):
        slug, on = key.partition(":")[2], timezone.localtime(at).date()
        found[slug] = min(on, found.get(slug, on))
    return found


def _bodies():
    for one in Body.objects.all():
        if one.since:
            yield Entry(one.since, "body", f"{one.name} began")
        if one.until:
            yield Entry(one.until, "body", f"{one.name} ended")


def _agreements(standing):
    """Versions that were signed and have a day, for those round the table."""
    if not inside(standing):
        return
    for agreement in Agreement.objects.prefetch_related("versions__signatures"):
        at = f"/agree/agreement/{agreement.slug}/"
        for version in agreement.versions.all():
            signed = [one for one in version.signatures.all() if not one.withdrawn]
            if version.since is None or not signed:
                continue
            which = "" if version.number == 1 else f", version {version.number}"
            words = f"Agreement: {agreement.title}{which}"
            yield Entry(version.since, "agreement", words, address=at)


def _decisions(standing, place):
    """For those outside only what is decided in public."""
    if not inside(standing):
        closed = public_decisions().filter(stage="closed").exclude(closed=None)
        for one in told_decisions(closed, place):
            words = f"{one['outcome']}: {one['title']}"
            yield Entry(one["closed"], "decision", words, address=one["address"])
        return
    for one in Decision.objects.filter(stage="closed").exclude(closed=None):
        words = f"{one.title} ({one.ref}, {one.outcome or 'closed'})"
        yield Entry(one.closed, "decision", words, address=f"/agree/decisions/{one.ref}/")


def _gatherings(standing):
    for one in gatherings_for(standing).filter(type__in=LARGE, called_off=""):
        begins, ends = timezone.localtime(one.begins).date(), timezone.localtime(one.ends).date()
        yield Entry(
            begins,
            "gathering",
            f"{one.type.capitalize()}: {one.title}",
            until=ends if ends > begins else None,
            address=f"/learn/gatherings/{one.slug}/",
        )


def _transplants(standing):
    for one in plantings_for(standing).exclude(planted=None):
        words = f"{one.practice.title} planted: {one.place}"
        yield Entry(one.planted, "transplant", words, address=f"/learn/transplants/{one.ref}/")
