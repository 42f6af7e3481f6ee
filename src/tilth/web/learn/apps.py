"""The app that keeps what places learn."""

from django.apps import AppConfig


class Learn(AppConfig):
    """The records of LEARN."""

    name = "tilth.web.learn"
    label = "learn"
    default = True
