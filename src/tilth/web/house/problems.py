"""What a program is told when it gets no answer: RFC 9457, in words a person can use."""

import json

from django.http import HttpResponse

from tilth.ground.errors import (
    AgreementError,
    ClosedError,
    DefinitionError,
    DisclosureError,
    StoreError,
    TilthError,
    UsageError,
)

PROGRAMS = "/api/v1/"
CONTENT = "application/problem+json"
NOT_SIGNED_IN = "Say who you are: send the header Authorization: Bearer and your token."
STATUS = {
    UsageError: (400, "That was not understood"),
    DefinitionError: (404, "There is none of that name"),
    DisclosureError: (403, "This figure may not be shown"),
    ClosedError: (451, "Closed: the agreement it rested on is over"),
    AgreementError: (403, "No agreement allows this"),
    StoreError: (503, "Not available just now"),
}


def problem(status, title, detail="", **more):
    """An answer that says what is wrong. more: what to do, which field."""
    told = {"type": "about:blank", "title": title, "status": status}
    told |= {"detail": detail} if detail else {}
    body = json.dumps({**told, **{k: v for k, v in more.items() if v}}, ensure_ascii=False)
    answer = HttpResponse(body, content_type=CONTENT, status=status)
    if status == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def of_error(error):
    """The answer to something a room of Tilth refuses. Where it lies on disk is not told."""
    kind = next((kind for kind in STATUS if isinstance(error, kind)), None)
    status, title = STATUS[kind] if kind else (500, "Something went wrong on our side")
    return problem(status, title, error.what, remedy=error.remedy)


def listen(api):
    """Have an API answer every error so."""
    from ninja.errors import ValidationError

    api.add_exception_handler(TilthError, lambda request, error: of_error(error))
    api.add_exception_handler(ValidationError, lambda request, error: _misread(error))


def _misread(error):
    """What was asked for that the address does not take: the field and what it may be."""
    fields = [{"field": str(one["loc"][-1]), "what": one["msg"]} for one in error.errors]
    return problem(422, "Something in the address cannot be used", fields=fields)
