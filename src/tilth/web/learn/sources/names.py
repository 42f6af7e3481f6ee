"""The register of names: what people, organisations, programmes and places are called."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tilth.learn.sources.shipped import names as shipped_names
from tilth.web.agree.files import ENDINGS, table_file
from tilth.web.agree.standing import Standing
from tilth.web.house.answering import done, tried
from tilth.web.learn.actions import sources as acts
from tilth.web.learn.models import Name
from tilth.web.learn.showing import page, round_table
from tilth.web.learn.sources.forms import Naming

ABOVE = [("Sources", "/learn/sources/"), ("Names", "/learn/names/")]
COLUMNS = {"name": "Name", "type": "Kind", "others": "Also called", "slips": "Wrong forms",
           "means": "In a line"}  # fmt: skip


def _rows():
    kept = list(Name.objects.filter(removed=False))
    own = {one.name for one in kept}
    rows = [(one, one.pk) for one in kept]
    rows += [(one, None) for one in shipped_names() if one.name not in own]
    return sorted(rows, key=lambda pair: pair[0].name.casefold())


@require_safe
@round_table
def names(request):
    """Every name with its forms."""
    told = {"rows": _rows(), "may_bring": acts.may_bring(Standing.of(request)), "files": ENDINGS}
    return page(request, "sources/names", "Names and their forms", crumbs=ABOVE[:1], **told)


@require_safe
@round_table
def names_file(request, ending):
    """The same table as a file."""
    rows = [{name: getattr(one, name) for name in COLUMNS} for one, _ in _rows()]
    return table_file("names", "Names", COLUMNS, rows, ending)


@require_http_methods(["GET", "HEAD", "POST"])
@round_table
def write(request, number=None):
    """Add a name or change one; one that ships is changed by adding it here."""
    standing = Standing.of(request)
    if not acts.may_bring(standing):
        raise Http404
    record = get_object_or_404(Name, pk=number, removed=False) if number else None
    form = Naming(request.POST or None, initial=_initial(record, request.GET.get("name", "")))
    if done(form, lambda told: acts.name_it(standing, record=record, **told)):
        return redirect("/learn/names/")
    title = f"Change: {record.name}" if record else "Add a name"
    return page(request, "sources/name", title, crumbs=ABOVE, form=form, record=record)


def _initial(record, name):
    found = record or next((one for one in shipped_names() if one.name == name), None)
    if found is None:
        return {"name": name}
    lists = {key: "\n".join(getattr(found, key)) for key in ("others", "slips")}
    return {"name": found.name, "type": found.type, "means": found.means, **lists}


@require_POST
@round_table
def forget(request, number):
    """Take a name off the register."""
    record = get_object_or_404(Name, pk=number, removed=False)
    standing = Standing.of(request)
    return tried(request, "/learn/names/", lambda: acts.forget_name(standing, record),
                 "Taken off the register.")  # fmt: skip
