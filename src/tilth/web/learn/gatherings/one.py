"""One gathering: its page, its calendar file, planning and changing it."""

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tilth.web.agree import past
from tilth.web.agree.agreements.force import day_of
from tilth.web.house.answering import done, sent, tried
from tilth.web.learn.actions import gatherings as act
from tilth.web.learn.actions import inviting
from tilth.web.learn.gatherings import forms, moments
from tilth.web.learn.gatherings.listing import HERE, calendar_answer
from tilth.web.learn.gatherings.view import gatherings_for, inquiry_of, invitable, view
from tilth.web.learn.models import Gathering
from tilth.web.learn.reader import inside, reader_of
from tilth.web.learn.showing import page, public, speaking
from tilth.web.learn.talk.saying import thread


def found(request, slug):
    """A gathering and how its reader stands. Http404 where they may not know of it."""
    standing = reader_of(request)
    one = gatherings_for(standing).filter(slug=slug).first()
    if one is None:
        raise Http404
    return one, standing


@require_safe
@public
def one(request, slug):
    """A gathering: what, when, where, who; what came of it; what can be done now."""
    gathering, standing = found(request, slug)
    return drawn(request, gathering, standing)


def drawn(request, gathering, standing, **filled):
    """The page of a gathering; filled: forms that were refused, with what was typed."""
    told = view(gathering, standing, request.place, day_of(request.place))
    crumbs = [HERE]
    if told["season"]:
        crumbs.append((told["season"].title, f"/learn/gatherings/{told['season'].slug}/"))
    return page(
        request,
        "gatherings/one",
        gathering.title,
        crumbs=crumbs,
        one=gathering,
        at=f"/learn/gatherings/{gathering.slug}/",
        view=told,
        forms=_forms(request, gathering, standing, told) | filled,
        talk=thread(request, gathering, standing),
        steps=past.story(gathering, standing) if inside(standing) else [],
    )


def _forms(request, gathering, standing, told):
    made = {}
    if told["may_write"]:
        made["join"] = forms.Joined(standing)
    if told["may_write"] and told["begun"]:
        inquiry = inquiry_of(request.place, gathering)
        begun = forms.written(gathering) | {"version": act.version_of(gathering)}
        made["write"] = forms.WriteUp(gathering, inquiry, initial=begun)
    if told["may_change"]:
        made |= {"engaged": forms.Engaged() if told["begun"] else None, "off": forms.Reason()}
        partners = [p for p in invitable() if not inviting.why_not(gathering, p)]
        made["invite"] = forms.Invite(partners) if partners else None
        made["invited"] = sorted(inviting.invited(gathering))
    if told["may_add"] and told["held"]:
        made["promise"] = forms.Promise(standing) if told["begun"] else None
        if not told["over"] and not gathering.called_off:
            made["book"] = forms.Book(standing, told["may_change"], initial=_booked(told, standing))
    return made


def _booked(told, standing):
    own = standing.partner.slug if standing.partner else ""
    mine = [each["people"] for each in told["coming"] if own and each["partner"] == own]
    return {"people": mine[0] if mine else 1}


@require_safe
@public
def calendar(request, slug):
    """One gathering as a calendar file."""
    gathering, _ = found(request, slug)
    return calendar_answer([gathering], request, gathering.slug, gathering.title)


@require_http_methods(["GET", "HEAD", "POST"])
@speaking
def new(request):
    """Plan a gathering."""
    standing = reader_of(request)
    asked = _asked(request, standing)
    form = forms.Plan(request.place, standing, request.POST or None, initial=asked)
    made = done(form, lambda _: act.plan(standing, **form.told()))
    if made:
        return redirect(f"/learn/gatherings/{made.slug}/")
    season = form["season"].value() if form.initial.get("season") else None
    title = "Open your place to visitors" if season else "Plan a gathering"
    return page(request, "gatherings/new", title, crumbs=[HERE], form=form, season=season,
                may_add=act.may_add(standing))  # fmt: skip


def _asked(request, standing):
    """What a link to the form fills in: the kind, the season, what it is about."""
    told = {key: request.GET.get(key, "")[:200] for key in ("type", "season", "about", "title")}
    told["open_to"] = "everyone" if told["type"] in ("call", "open garden") else "partnership"
    season = Gathering.objects.filter(slug=told["season"], type="open garden").first()
    if season is not None:
        told |= {"type": "visit", "open_to": season.open_to}
    return {key: said for key, said in told.items() if said}


@require_http_methods(["GET", "HEAD", "POST"])
@speaking
def change(request, slug):
    """Change what is said of a gathering before it is held."""
    gathering, standing = found(request, slug)
    if not act.may_change(standing, gathering):
        raise Http404
    begun = {name: getattr(gathering, name) for name in act.PLAN} | moments.parts(gathering)
    begun |= {"host": gathering.host and gathering.host.slug}
    begun |= {"season": gathering.season and gathering.season.slug}
    form = forms.Plan(request.place, standing, request.POST or None, initial=begun)
    if done(form, lambda _: act.change(standing, gathering, **form.told())):
        return redirect(f"/learn/gatherings/{gathering.slug}/")
    crumbs = [HERE, (gathering.title, f"/learn/gatherings/{gathering.slug}/")]
    return page(request, "gatherings/change", f"Change {gathering.title}", crumbs=crumbs,
                form=form, at=f"/learn/gatherings/{gathering.slug}/")  # fmt: skip


@require_POST
@speaking
def call_off(request, slug):
    """It will not be held."""
    gathering, standing = found(request, slug)
    do = lambda told: act.call_off(standing, gathering, told["why"])  # noqa: E731
    back = f"/learn/gatherings/{slug}/"
    return sent(request, forms.Reason(request.POST), back, do, "It is called off.")


@require_POST
@speaking
def put_back(request, slug):
    """It will be held after all."""
    gathering, standing = found(request, slug)
    back = f"/learn/gatherings/{slug}/"
    return tried(request, back, lambda: act.put_back(standing, gathering), "It will be held.")
