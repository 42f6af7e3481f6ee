"""How a page answers what was sent to it: back to where it came from, with what was said."""

from django.contrib import messages
from django.shortcuts import redirect

from tilth.ground.errors import AgreementError

TYPED = "typed"
TOKEN = "csrfmiddlewaretoken"


def tried(request, back, do, said, again=""):
    """Do an act and go back with what is said of it; a refusal is said in its place.

    What was typed into the form of a refused act stands in it again: nothing typed is lost.
    """
    try:
        do()
    except AgreementError as error:
        messages.error(request, f"{error.what}.")
        keep_typed(request)
        return redirect(again or back)
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


def sent(request, form, back, do, said, again=""):
    """An act with a form: mistakes of the form are told one by one.

    again: where the form stands, if it is not where one goes once the act is done.
    """
    if form.is_valid():
        return tried(request, back, lambda: do(form.cleaned_data), said, again)
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        messages.error(request, f"{label}: {' '.join(errors)}".strip(": "))
    keep_typed(request)
    return redirect(again or back)


def keep_typed(request):
    """Keep what somebody signed in typed into a form that was refused, for its next showing."""
    told = {name: request.POST.getlist(name) for name in request.POST if name != TOKEN}
    if told and request.user.is_authenticated:
        request.session[TYPED] = {"at": request.path, "told": told}


class Typed:
    """What was typed into a form that was refused: it stands in that form again, once."""

    def __init__(self, request):
        self.request, self.here, self.kept = request, False, None

    def _kept(self):
        """Read when a form is shown, and not before: a page without one asks for no session."""
        if self.kept is None:
            session = getattr(self.request, "session", None)
            asked = session is not None and self.request.method == "GET"
            self.kept = (session.get(TYPED) if asked else None) or {"at": "", "told": {}}
        return self.kept

    def begins(self, at):
        """A form that is sent to an address begins; what was typed into it is given up."""
        self.here = self._kept()["at"] == (at or self.request.path)
        if self.here:
            self.request.session.pop(TYPED, None)
        return ""

    def ends(self):
        """The form ends."""
        self.here = False
        return ""

    def opens(self, words):
        """The word open for what holds the form; words: its address, or the form as text."""
        at = self._kept()["at"]
        return " open" if at and at in words else ""

    def of(self, one):
        """What stands in a field: what was typed, or else its own value."""
        if not self.here or one.field.widget.is_hidden:
            return one.value()
        said = self._kept()["told"].get(one.html_name)
        widget = one.field.widget
        if getattr(widget, "input_type", "") == "checkbox":
            return (said or []) if getattr(widget, "allow_multiple_selected", False) else bool(said)
        return one.value() if said is None else said[-1]
