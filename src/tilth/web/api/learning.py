"""What programs may read of what was agreed and learned: only what the token's owner may see."""

import datetime

from ninja import Router

from tilth.ground.errors import DefinitionError
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.found import address
from tilth.web.agree.public import reading
from tilth.web.api.shapes import (
    CommitmentShape,
    DecisionShape,
    LearningShape,
    PlantingShape,
    PracticeShape,
    RippleMapShape,
    RippleShape,
    StoryShape,
)
from tilth.web.learn.models import Practice, RippleMap
from tilth.web.learn.reader import reader_of
from tilth.web.learn.sharing.copies import note
from tilth.web.learn.sharing.feed import newest
from tilth.web.learn.visible import open_to, stories_for

MOST = 200
router = Router()


@router.get("/stories", response=list[StoryShape], summary="Stories, the newest first")
def stories(request, since: datetime.datetime | None = None, limit: int = 50):
    """Stories the owner of the token may read. since: only those published after this moment."""
    found = stories_for(reader_of(request)).order_by("-published")
    if since:
        found = found.filter(published__gt=since)
    return _noted(request, list(found[: max(1, min(limit, MOST))]))


@router.get("/stories/{slug}", response=StoryShape, summary="One story")
def story(request, slug: str):
    """One story. 404 where there is none the owner of the token may read."""
    found = list(stories_for(reader_of(request)).filter(slug=slug))
    if not found:
        raise DefinitionError("there is no such story", remedy="/api/v1/stories lists them.")
    return _noted(request, found)[0]


def _noted(request, found):
    """The stories as told, with a note of who took them: taking one back lists where it went."""
    note(found, "api", request.actor.ref)
    return found


@router.get("/practices", response=list[PracticeShape], summary="Practices and their plantings")
def practices(request):
    """Practices the owner of the token may read, by title, each with where it was planted."""
    kept = open_to(Practice.objects.filter(removed=False), reader_of(request))
    return [_practice(one) for one in kept.prefetch_related("plantings__after")]


def _practice(one):
    plantings = [_planting(each) for each in one.plantings.all() if not each.removed]
    fields = {name: getattr(one, name) for name in PracticeShape.model_fields if hasattr(one, name)}
    return fields | {"address": address(one), "plantings": plantings}


def _planting(one):
    fields = {name: getattr(one, name) for name in PlantingShape.model_fields if hasattr(one, name)}
    return fields | {"after": one.after.ref if one.after else None}


@router.get("/ripples", response=list[RippleMapShape], summary="Ripple maps")
def ripples(request):
    """Ripple maps the owner of the token may read, with everything that happened."""
    kept = open_to(RippleMap.objects.all(), reader_of(request))
    return [_map(one) for one in kept.prefetch_related("ripples")]


def _map(one):
    told = [_ripple(each) for each in one.ripples.all() if not each.removed]
    began = {"slug": one.slug, "title": one.title, "words": one.words, "began": one.began}
    return began | {"address": address(one), "ripples": told}


def _ripple(one):
    fields = {name: getattr(one, name) for name in RippleShape.model_fields if hasattr(one, name)}
    return fields | {"id": one.pk, "after": one.after_id}


@router.get("/learning", response=list[LearningShape], summary="What is new for everyone")
def learning(request):
    """The newest of what everyone may read: titles and addresses, as in the feed."""
    told = [
        {"at": when, "kind": one.kind, "title": title, "says": says, "address": address(one)}
        for when, one, title, says in newest(MOST)
    ]
    return told


@router.get("/decisions", response=list[DecisionShape], summary="Public decisions")
def decisions(request):
    """Decisions anyone may read, as the public pages tell them; nobody's voice."""
    return reading.told_decisions(reading.decisions(), request.place)


@router.get("/commitments", response=list[CommitmentShape], summary="Public promises")
def commitments(request):
    """Promises, asks and offers anyone may read."""
    told = reading.told_promises(request.place, day_of(request.place))
    return [one | {"for_whom": one["for"] or ""} for one in told]
