"""Pages of ripple maps: all one may read, one with its picture and outline, a new one, files."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tilth.learn.ripples.outline_file import COLUMNS, MOST_BYTES, read, rows, written
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.areas import area_name
from tilth.web.agree.files import table_file
from tilth.web.agree.standing import Standing
from tilth.web.house.answering import done
from tilth.web.learn.actions import ripples as acts
from tilth.web.learn.models import RippleMap
from tilth.web.learn.reader import inside, reader_of
from tilth.web.learn.ripples import forms
from tilth.web.learn.ripples.reading import nodes_of, significance_of
from tilth.web.learn.ripples.view import DASHES, View
from tilth.web.learn.showing import page, public, speaking
from tilth.web.learn.visible import open_to

HERE = ("Ripples", "/learn/ripples/")
WHICH = {"most": "most", "least": "least"}


def seen(slug, standing):
    """The map of a slug, as far as the reader may know of it; Http404 where not."""
    found = open_to(RippleMap.objects.filter(slug=slug), standing).first()
    if found is None:
        raise Http404
    return found


def view_of(request, slug, standing=None, **more):
    """The map of a slug as this reader sees it."""
    standing = standing or reader_of(request)
    return View(seen(slug, standing), standing, request.place, day_of(request.place), **more)


@require_safe
@public
def ripples(request):
    """Every ripple map this reader may read."""
    return _listed(request, reader_of(request))


def _listed(request, standing, form=None, status=200):
    maps = list(open_to(RippleMap.objects.all(), standing).prefetch_related("partners"))
    writes = acts.may_write(standing)
    told = {"maps": [_row(one, request.place) for one in maps], "writes": writes}
    if writes and maps:
        told["unplanned"] = form or forms.Unplanned(maps=maps)
    told |= {"inside": inside(standing), "status": status}
    return page(request, "ripples/list", "Ripples: what came of it", **told)


def _row(one, place):
    nodes = nodes_of(one)
    most = significance_of(one, "most", nodes, names=False)
    return {
        "slug": one.slug,
        "title": one.title,
        "began": one.began,
        "area": area_name(place, one.area),
        "partners": [partner.name for partner in one.partners.all()],
        "count": len(nodes),
        "gifts": sum(node.good is True and node.intended is False for node in nodes),
        "most": most.sentence if most.of else "",
        "open": one.open_to == "everyone",
    }


@require_POST
@speaking
def unplanned(request):
    """Something good that nobody planned, in one line, from the list of maps."""
    standing = Standing.of(request)
    maps = list(open_to(RippleMap.objects.all(), standing))
    form = forms.Unplanned(request.POST, maps=maps)

    def do(told):
        record = seen(told["map"], standing)
        on = max(day_of(request.place), record.began)
        return acts.add(standing, record, told["words"], on=on, intended=False, good=True)

    made = done(form, do)
    if not made:
        return _listed(request, standing, form, status=400)
    messages.success(request, "Kept. Nobody planned it, and it was good.")
    return redirect(f"/learn/ripples/{made.map.slug}/#ripple-{made.pk}")


@require_safe
@public
def ripple_map(request, slug):
    """One ripple map: picture, outline, what mattered most, files, history."""
    view = view_of(request, slug)
    told = {"view": view, "one": view.record, "dashes": DASHES, "which": WHICH}
    return page(request, "ripples/one", view.record.title, crumbs=[HERE], **told)


@require_safe
@public
def ripple_file(request, slug, ending):
    """One map to take away: its table, or its picture."""
    view = view_of(request, slug)
    name = f"ripples-{view.record.slug}"
    if ending == "svg":
        told = {"view": view, "one": view.record, "dashes": DASHES}
        drawing = render_to_string("learn/ripples/file.jinja", told, request)
        return _file(drawing, "image/svg+xml", f"{name}.svg")
    if ending == "csv":
        return _file(written(view.nodes), "text/csv; charset=utf-8", f"{name}.csv")
    notes = ["Number 1.2 followed from number 1.", "Nothing here says that one caused the other."]
    return table_file(name, view.record.title, COLUMNS, rows(view.nodes), ending, notes=notes)


def _file(words, kind, name):
    response = HttpResponse(words, kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "POST"])
@speaking
def new(request):
    """Begin a map, from nothing or from an outline in a file."""
    standing, on = Standing.of(request), day_of(request.place)
    more = {"place": request.place, "on": on}
    first = {"about": request.GET.get("about", ""), "began": on.isoformat()}
    form = forms.New(request.POST or None, request.FILES or None, initial=first, **more)
    nodes = _nodes(form, on) if form.is_bound and form.is_valid() else []
    made = done(form, lambda told: acts.begin(standing, nodes=nodes, **_but_file(told)))
    if made:
        messages.success(request, "The map is begun. Add what happened first.")
        return redirect(f"/learn/ripples/{made.slug}/workshop/#add-words")
    status = 400 if form.is_bound else 200
    title = "Begin a ripple map"
    return page(request, "ripples/new", title, crumbs=[HERE], form=form, status=status)


def _but_file(told):
    return {name: value for name, value in told.items() if name != "file"}


def _nodes(form, on):
    """What the file of a form tells; what is wrong with it is told in the form."""
    file = form.cleaned_data["file"]
    if file is None:
        return []
    name = file.name[:80]
    nodes, faults = read(file.read(MOST_BYTES + 1), file=name)
    late = [f"{name}: {one.words} is still to come" for one in nodes if one.on > on]
    for one in [*map(str, faults), *late][:20]:
        form.add_error("file", one)
    return nodes


@require_http_methods(["GET", "POST"])
@speaking
def change(request, slug):
    """Change what is said of a map as a whole."""
    standing = Standing.of(request)
    view = view_of(request, slug, standing)
    one = view.record
    fields = ("title", "words", "area", "about", "open_to")
    first = {name: getattr(one, name) for name in fields} | {"began": one.began.isoformat()}
    first |= {"partners": [p.slug for p in one.partners.all()], "seen": acts.version(one)}
    form = forms.Change(request.POST or None, initial=first, place=request.place, on=view.on)

    def do(told):
        new = {name: told[name] for name in (*fields, "began")}
        acts.change_map(standing, one, new, seen=told["seen"], partners=told["partners"])

    if done(form, do):
        messages.success(request, "Changed.")
        return redirect(f"/learn/ripples/{slug}/")
    crumbs = [HERE, (one.title, f"/learn/ripples/{slug}/")]
    told = {"form": form, "one": one, "status": 400 if form.is_bound else 200}
    return page(request, "ripples/change", f"Change: {one.title}", crumbs=crumbs, **told)
