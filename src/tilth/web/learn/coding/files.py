"""Codes as TOML to take away, and codes taken in from a CSV file."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from tilth.ground.errors import AgreementError, TilthError
from tilth.learn.coding.frame import frame
from tilth.learn.coding.sheets import read_codes
from tilth.learn.coding.writing import as_toml
from tilth.web.house.access import ANYONE, route
from tilth.web.house.acts import act
from tilth.web.learn.actions import codes as acts
from tilth.web.learn.coding import reading
from tilth.web.learn.coding.forms import CodesFile
from tilth.web.learn.coding.pages import HERE
from tilth.web.learn.models import Code
from tilth.web.learn.reader import reader_of
from tilth.web.learn.showing import page, round_table


@require_safe
@route(level="D0", purpose="plan", roles=ANYONE, act="exported")
def codes_toml(request):
    """The codes in use as TOML, as Tilth ships its own."""
    shipped = frame().codes
    told = [_told(one, shipped.get(one.slug) if one.shipped else None) for one in _in_order()]
    text = as_toml(f"Codes of {request.place.name}", frame().source, told)
    response = HttpResponse(text, "application/toml; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="codes.toml"'
    return response


def _in_order():
    """Every code in use after the one it lies under, which the file needs to be read again."""
    codes, there, found = reading.codes_in_use(), set(), []
    numbers = {one.pk for one in codes}
    while len(found) < len(codes):
        ready = [
            one for one in codes if one.pk not in there
            and (one.group_id is None or one.group_id in there or one.group_id not in numbers)
        ]  # fmt: skip
        if not ready:  # a ring, which acts never make
            ready = [one for one in codes if one.pk not in there]
        there |= {one.pk for one in ready}
        found += ready
    return found


def _told(code, shipped):
    told = {"slug": code.slug, "type": code.type, "name": code.name, "means": code.means}
    told["under"] = code.group.slug if code.group and code.group.into_id is None else ""
    if shipped:
        told |= {"words": shipped.words, "section": shipped.section}
    return told


@require_http_methods(["GET", "POST"])
@round_table
def bring(request):
    """Codes from a CSV file: all of it, or nothing and every fault told."""
    form, faults = CodesFile(request.POST or None, request.FILES or None), []
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            rows, faults = read_codes(sent.read(), file=sent.name, known=_known())
            if rows and not faults:
                take_in(reader_of(request), rows)
                messages.success(request, f"{_codes(len(rows))} added.")
                return redirect("/learn/codes/")
            if not faults:
                form.add_error("file", "Every code in it is here already.")
        except (AgreementError, TilthError) as error:
            form.add_error("file", str(error))
    told = {"form": form, "faults": faults}
    return page(request, "coding/import", "Bring in codes from a file", crumbs=[HERE], **told)


@act
def take_in(standing, rows):
    """Codes of a file become records, each with its history; all or none."""
    for row in rows:
        above = None
        if row.under:
            named = Code.objects.filter(into=None, type=row.type)
            above = named.filter(slug=row.under.lower()).first()
            above = above or named.filter(name__iexact=row.under).first()
        told = {"type": row.type, "name": row.name, "means": row.means, "source": row.source}
        acts.add(standing, group=above, **told)


def _known():
    """Names and addresses of the codes there are, in small letters, and their kinds."""
    found = {one.name.lower(): one.type for one in Code.objects.all()}
    return {one.slug: one.type for one in Code.objects.filter(into=None)} | found


def _codes(count):
    return "One code is" if count == 1 else f"{count} codes are"
