"""How a page answers what was sent to it: back to where it came from, with what was said."""

from django.contrib import messages
from django.shortcuts import redirect

from tilth.ground.errors import AgreementError


def tried(request, back, do, said):
    """Do an act and go back with what is said of it; a refusal is said in its place."""
    try:
        do()
    except AgreementError as error:
        messages.error(request, f"{error.what}.")
    else:
        messages.success(request, said)
    return redirect(back)


def done(form, do):
    """What an act gives that is done with what a form was sent; None where it is not done.

    It is not where nothing was sent, something is wrong with it, or the act is refused; the form
    then says why. An act that gives nothing gives True.
    """
    if not form.is_valid():
        return None
    try:
        return do(form.cleaned_data) or True
    except AgreementError as error:
        form.add_error(None, f"{error.what}.")
        return None


def sent(request, form, back, do, said):
    """An act with a form: mistakes of the form are told one by one."""
    if form.is_valid():
        return tried(request, back, lambda: do(form.cleaned_data), said)
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        messages.error(request, f"{label}: {' '.join(errors)}".strip(": "))
    return redirect(back)
