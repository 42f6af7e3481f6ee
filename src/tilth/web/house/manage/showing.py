"""How the manage pages answer: a page, or back to one with what was said."""

from django.contrib import messages
from django.shortcuts import redirect, render

from tilth.ground.errors import AgreementError

HERE = ("Manage", "/manage/")


def page(request, template, title, *, crumbs=(), status=200, **told):
    """One manage page."""
    told |= {"title": title, "crumbs": [HERE, *crumbs]}
    return render(request, f"house/manage/{template}.jinja", told, status=status)


def tried(request, back, do, said):
    """Do an act and go back with what is said of it; a refusal is said in its place."""
    try:
        do()
    except AgreementError as error:
        messages.error(request, f"{error.what}.")
    else:
        messages.success(request, said)
    return redirect(back)


def sent(request, form, back, do, said):
    """An act with a form: mistakes of the form are told one by one."""
    if form.is_valid():
        return tried(request, back, lambda: do(form.cleaned_data), said)
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        messages.error(request, f"{label}: {' '.join(errors)}".strip(": "))
    return redirect(back)
