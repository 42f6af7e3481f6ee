"""The app every other room of the site leans on."""

from django.apps import AppConfig


class House(AppConfig):
    """Registers the check that every route says who may see it."""

    name = "tilth.web.house"
    label = "house"
    default = True

    def ready(self):
        from tilth.web.house import checks  # noqa: F401  registers itself
        from tilth.web.house.access import context  # noqa: F401  whom connections speak for
        from tilth.web.house.audit import signing  # noqa: F401  hears who signs in
