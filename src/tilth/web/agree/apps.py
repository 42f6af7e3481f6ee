"""The app that keeps what partners agree."""

from django.apps import AppConfig


class Agree(AppConfig):
    """The records of AGREE."""

    name = "tilth.web.agree"
    label = "agree"
    default = True
