"""Pages of conditions: the profile of an area, each condition, two days side by side, files."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from tilth.learn.conditions.listening import guide
from tilth.web.agree import past
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.areas import area_choices, area_name
from tilth.web.agree.files import table_file
from tilth.web.agree.standing import Standing
from tilth.web.house.answering import done, tried
from tilth.web.learn.actions import conditions as acts
from tilth.web.learn.conditions import forms
from tilth.web.learn.conditions.framing import named, read_as
from tilth.web.learn.conditions.pointers import pointers
from tilth.web.learn.conditions.profile import AT_PLACE, Profile, by_area
from tilth.web.learn.models import Condition
from tilth.web.learn.ripples.linking import offered
from tilth.web.learn.showing import page, round_table, speaking

HERE = ("Conditions", "/learn/conditions/")
COLUMNS = {
    "area": "Where",
    "code": "Code",
    "name": "Condition",
    "type": "Kind",
    "state": "How far it is there",
    "who": "Who says so",
    "on": "On",
    "words": "In their words",
    "shown": "What shows it",
    "newest": "Their newest word",
}
STEPS = 40


def _area(request):
    known = dict(area_choices(request.place))
    told = request.GET.get("area", "")
    return told if told in known else ""


@require_safe
@round_table
def profile(request):
    """How far each condition is there in an area, strengths first; two days side by side."""
    today, area = day_of(request.place), _area(request)
    found = Profile(request.place, Standing.of(request), area, today)
    form = forms.Between(request.GET if request.GET.get("first") else None)
    asked = form.is_bound and form.is_valid() and form.cleaned_data["first"]
    areas, rows = by_area(request.place, today)
    told = {
        "profile": found,
        "kinds": found.kinds,
        "anything": bool(found.says),
        "missing": found.missing,
        "guide": guide(),
        "form": form,
        "areas": area_choices(request.place),
        "area": area,
        "where": area_name(request.place, area) or AT_PLACE,
        "by_area": (areas, rows) if len(areas) > 1 or (not found.says and areas) else None,
        "says": acts.may_say(found.reader),
    }
    if asked:
        last = form.cleaned_data["last"] or today
        first = form.cleaned_data["first"]
        told["asked"] = (first, last)
        told["changes"] = found.changes(first, last) if first <= last else []
    title = "The soil: what is there for working together"
    return page(request, "conditions/profile", title, **told)


@require_safe
@round_table
def file(request, ending):
    """Every word on every condition of every area, as a table."""
    return table_file(
        "conditions", "Conditions", COLUMNS, list(_rows(request)), ending,
        notes=["Each partner's own words. Nothing is added up and no area is ranked."],
    )  # fmt: skip


def _rows(request):
    today, known = day_of(request.place), named()
    areas = Condition.objects.filter(removed=False).order_by("area").values_list("area", flat=True)
    for area in dict.fromkeys(areas):
        found = Profile(request.place, Standing.of(request), area, today)
        newest = {say.number for by in found.newest.values() for say in by.values()}
        for say, record in found.records:
            one = known.get(say.code)
            yield {
                "area": area_name(request.place, area) or AT_PLACE,
                "code": say.code,
                "name": one.name if one else say.code,
                "type": one.type if one else "",
                "state": say.state,
                "who": found.who(say),
                "on": say.on,
                "words": say.words,
                "shown": [each["title"] for each in found.evidence(record)],
                "newest": "yes" if say.number in newest else "no",
            }


def _one(code):
    known = named()
    found = known.get(read_as(code, known))
    if found is None:
        raise Http404
    return found


@require_safe
@round_table
def condition(request, code):
    """One condition in an area: each partner's word, what shows it, what may bear on it."""
    one = _one(code)
    if one.slug != code:
        return redirect(f"/learn/conditions/{one.slug}/")
    return _shown(request, one, _area(request))


def _form(request, area, sent=None):
    standing, today = Standing.of(request), day_of(request.place)
    first = {"on": today.isoformat(), "area": area}
    more = {"place": request.place, "on": today, "offered": offered(standing)}
    return forms.Say(sent, initial=first, **more)


def _shown(request, one, area, form=None, status=200):
    standing, today = Standing.of(request), day_of(request.place)
    found = Profile(request.place, standing, area, today)
    now, before = found.told(one.slug)
    told = {
        "one": one,
        "row": found.row(one),
        "now": now,
        "before": before,
        "pointers": pointers(one, area, standing, today),
        "missing": guide().codes.get(one.slug),
        "guide": guide(),
        "areas": area_choices(request.place),
        "area": area,
        "where": area_name(request.place, area) or AT_PLACE,
        "says": acts.may_say(standing),
        "steps": _steps(one, standing),
        "status": status,
    }
    if told["says"]:
        told["form"] = form or _form(request, area)
    title = f"Is it there? {one.name}"
    return page(request, "conditions/one", title, crumbs=[HERE], **told)


def _steps(one, standing):
    """What happened to everything said of a condition, the oldest first; the newest of them."""
    known = named()
    codes = [slug for slug in known if read_as(slug, known) == one.slug]
    records = Condition.objects.filter(code__in=codes).order_by("-pk")[:STEPS]
    steps = [step for record in records for step in past.story(record, standing)]
    return sorted(steps, key=lambda step: step["number"])


@require_POST
@speaking
def say(request, code):
    """Say how far a condition is there."""
    one, standing = _one(code), Standing.of(request)
    form = _form(request, "", request.POST)
    area = request.POST.get("area", "")

    def do(told):
        acts.say(standing, one.slug, told["state"], on=told["on"], words=told["words"],
                 area=told["area"], evidence=form.evidence)  # fmt: skip

    if not done(form, do):
        return _shown(request, one, area, form, status=400)
    messages.success(request, "Kept. What you said before is kept too.")
    return redirect(_at(one.slug, area))


@require_POST
@speaking
def take_back(request, number):
    """Take back what one's partner said."""
    found = get_object_or_404(Condition, pk=number)
    standing = Standing.of(request)
    back = _at(found.code, found.area)
    return tried(request, back, lambda: acts.take_back(standing, found), "Taken back.")


def _at(slug, area):
    return f"/learn/conditions/{slug}/" + (f"?area={area}" if area else "")
