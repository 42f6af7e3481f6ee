"""One story: in its teller's words, with where it stands and what came of it."""

from django.http import Http404
from django.views.decorators.http import require_safe

from tilth.learn.stories.lines import closed, line
from tilth.learn.stories.steps import steps
from tilth.learn.words import AUDIENCES, GROWTH, QUICK, STATES, TYPES
from tilth.see.needs.indicator import Indicator
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.past import story as past_of
from tilth.web.learn.actions.moderating import proposals
from tilth.web.learn.actions.noticing import may_answer, may_tie
from tilth.web.learn.actions.waiting import waiting
from tilth.web.learn.coding.on_story import coded
from tilth.web.learn.kinds import may_read
from tilth.web.learn.models import Story
from tilth.web.learn.reader import inside, own, reader_of
from tilth.web.learn.search.related import related
from tilth.web.learn.showing import page, public
from tilth.web.learn.stories import forms
from tilth.web.learn.stories.linked import links_of
from tilth.web.learn.stories.listing import CRUMB, told_by
from tilth.web.learn.talk.records import seen
from tilth.web.learn.talk.saying import thread
from tilth.web.learn.telling.holding import held_by
from tilth.web.learn.telling.shown import shown
from tilth.web.learn.visible import stories_for

MOST = 5
OFFERS = ("Offers", "/learn/offers/")
SO_WHAT = {
    "so_what": "So what?",
    "learnt": "What we have learnt that can help us to grow",
    "speed": "How quickly things changed",
    "depth": "How deep the change goes",
    "visible": "What there is to see locally",
    "who": "Who made it happen",
}


def story_seen(slug, standing):
    """A story this reader may read; Http404 where not."""
    story = Story.objects.filter(slug=slug).select_related("partner", "by").first()
    if story is None or story.state == "withdrawn" or not may_read(story, standing):
        raise Http404
    return story


@require_safe
@public
def story(request, slug):
    """One story, alone."""
    standing = reader_of(request)
    return show(request, story_seen(slug, standing), standing)


def show(request, one, standing, bound=None):
    """The page of one story. bound: {name: form} of what was refused."""
    told = view_of(request, one, standing) | {"forms": _forms(request, one, standing, bound or {})}
    title = line(one.title) or line(one.words, 60) or "A story without words"
    crumb = OFFERS if one.type == "offer" else CRUMB
    return page(request, "stories/one", title, crumbs=[crumb], **told)


def view_of(request, one, standing):
    """What the page of a story tells."""
    mine = own(standing, one)
    held = held_by(request).filter(pk=one.pk).exists()
    read = shown(request, one)
    published = one.state == "published"
    return {
        "one": one,
        "heading": closed(one.title),
        "kind": TYPES[one.type],
        "who": told_by(one),
        "words": closed(one.words),
        "strengths": closed(one.strengths),
        "barriers": closed(one.barriers),
        "asked": [(ask, closed(str(said))) for ask, said in read.asked if ask not in _so_what(one)],
        "so_what": list(_so_what(one).items()),
        "steps_told": [_closed(step) for step in read.steps],
        "sources": [_closed(source) for source in one.sources],
        "helped_by": closed(one.helped_by),
        "where": read.where,
        "conditions": read.conditions,
        "media": read.media,
        "about": seen(one.about, standing) if one.about else None,
        "growth": GROWTH.get(one.growth, ""),
        "readers": [AUDIENCES[name] for name in one.audiences],
        "state": STATES[one.state],
        "published": published,
        "stands": _stands(one),
        "links": links_of(one, standing),
        "speaks": _speaks(request, one),
        "related": _related(one, standing) if published else [],
        "coding": coded(one, standing) if published and one.type != "offer" else None,
        "talk": thread(request, one, standing),
        "mine": mine,
        "held": mine or held,
        "note": mine and one.type in QUICK,
        "offer": _offer(request, one, standing) if one.type == "offer" else None,
        "proposed": mine and proposals(one).exists(),
        "new": (mine or held) and waiting(one) is not None,
        "keeps": standing.keeps and not one.origin,
        "inside": inside(standing),
        "history": past_of(one, standing) if standing.keeps else [],
        "share": request.build_absolute_uri(f"/learn/stories/{one.slug}/"),
    }


def _offer(request, one, standing):
    """Until when, and how to reach whoever offers it, as far as this reader may know."""
    over = one.until is not None and one.until < day_of(request.place)
    known = standing.keeps or (one.reach_shown and not over)
    return {"over": over, "reach": closed(one.reach) if known else "", "kept": not one.reach_shown}


def _closed(told):
    return {name: closed(said) for name, said in told.items() if isinstance(said, str)}


def _so_what(one):
    """What an update says of itself, under the questions it answers."""
    told = ((ask, one.answers.get(name)) for name, ask in SO_WHAT.items())
    found = {ask: closed(said) for ask, said in told if isinstance(said, str) and said}
    # shown.py names what no question asks by its key
    keys = {name.replace("_", " ").capitalize() for name in SO_WHAT if one.answers.get(name)}
    return _Known(found, keys)


class _Known(dict):
    """Answers by question; `in` also knows the names other pages give these questions."""

    def __init__(self, found, names):
        super().__init__(found)
        self.names = names

    def __contains__(self, ask):
        return ask in self.names or super().__contains__(ask)


def _stands(one):
    return steps(one.type, one.state, told=one.told, published=one.published)


def _speaks(request, one):
    known = request.place.all(Indicator) if one.indicators else {}
    return [
        {"title": known[name].title, "at": f"/see/indicators/{name}/{_layer(request)}/"}
        for name in one.indicators if name in known
    ]  # fmt: skip


def _layer(request):
    from tilth.web.see.asking import layers_of

    return next(iter(layers_of(request.population)), "place") if request.shown else "place"


def _related(one, standing):
    """Stories like it, with what both speak of; each asked for again whether it may be read."""
    found = related(one, standing, most=MOST)
    known = stories_for(standing).filter(pk__in=[each.record.pk for each in found])
    read = set(known.values_list("pk", flat=True))
    return [
        {"title": line(each.title, 80) or line(each.record.words, 80), "at": each.address,
         "why": each.why}
        for each in found if each.record.pk in read
    ]  # fmt: skip


def _forms(request, one, standing, bound):
    """The forms this reader may send from here, by name."""
    found = {}
    if may_answer(standing, one):
        found["answer"] = forms.Answer(auto_id="answer-%s")
    if one.state == "published" and may_tie(standing, one):
        found["tie"] = forms.Tie()
    mine = own(standing, one)
    if one.state == "published" and (mine or standing.keeps):
        found["speaks"] = forms.SpeaksTo(
            place=request.place, initial={"indicators": one.indicators}
        )
    return found | {name: form for name, form in bound.items() if name in found}
