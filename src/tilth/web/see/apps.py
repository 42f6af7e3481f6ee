"""The app that keeps what people tell charts over time."""

from django.apps import AppConfig


class See(AppConfig):
    """The records of SEE."""

    name = "tilth.web.see"
    label = "see"
    default = True
