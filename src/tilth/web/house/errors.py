"""What someone reads when a page cannot be shown: what happened and what to do, nothing more."""

from django.shortcuts import render

from tilth.ground.errors import (
    AgreementError,
    ClosedError,
    DefinitionError,
    DisclosureError,
    TilthError,
)
from tilth.web.house.problems import PROGRAMS, problem

SAID = {
    400: (
        "We could not read that",
        "The address or the form held something this page does not take.",
    ),
    404: (
        "Page not found",
        "There is nothing at this address that you may see. If you typed it, check it is right.",
    ),
    419: (
        "Please send that again",
        "We could not be sure the form came from you. Nothing was saved or changed.",
    ),
    429: (
        "Please wait a little",
        "There were too many tries in a short time. Wait 15 minutes, then try again.",
    ),
    451: (
        "Closed for now",
        "The agreement this rested on is over.",
    ),
    500: (
        "Something went wrong on our side",
        "This is a fault of ours, not yours. Nothing was lost. Please try again.",
    ),
    503: (
        "Not available just now",
        "The page cannot be made at the moment. Please try again in a few minutes.",
    ),
}


def page(request, status, *, what=None, remedy=None):
    """An error page in plain words."""
    title, said = SAID[status]
    if request.path_info.startswith(PROGRAMS):
        return problem(status, title, what or said, remedy=remedy)
    context = {"title": title, "said": what or said, "remedy": remedy, "status": status}
    code = 403 if status == 419 else status
    return render(request, "house/error.jinja", context, status=code)


def not_understood(request, exception=None):
    """400."""
    return page(request, 400)


def not_found(request, exception=None):
    """404, for what does not exist and for what may not be seen alike."""
    return page(request, 404)


def form_not_ours(request, reason=""):
    """A form whose token is missing or stale."""
    return page(request, 419)


def defect(request):
    """500."""
    return page(request, 500)


class InWords:
    """Turns what a room refuses into a page: not there, or not now."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        """A word nobody knows and a figure nobody may see are both not found.

        A figure that is closed is told as closed, to those who may see it otherwise.
        """
        if isinstance(exception, ClosedError):
            return page(request, 451, what=f"{exception.what[:1].upper()}{exception.what[1:]}.")
        if isinstance(exception, DefinitionError | DisclosureError | AgreementError):
            return not_found(request)
        if isinstance(exception, TilthError):
            return page(request, 503)
        return None
