"""Programs ask by https from the start: one that asks in the open is told so, never sent on."""

from django.conf import settings

from tilth.web.house.problems import PROGRAMS, problem

FOR_PROGRAMS = (PROGRAMS, "/learn/sharing/federation.json")
READ_BY_PROGRAMS = (".atom", ".ics")


class Certified:
    """Refuses a program that asks by http; a person who does is sent to https by Django."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        in_the_open = settings.SECURE_SSL_REDIRECT and not request.is_secure()
        if in_the_open and _for_programs(request.path):
            return problem(
                403,
                "Ask by https",
                "This was asked by http, which can be read on its way.",
                remedy="Write https in the address. If a token was sent, end it and make another.",
            )
        return self.get_response(request)


def _for_programs(path):
    return path.startswith(FOR_PROGRAMS) or path.endswith(READ_BY_PROGRAMS)
