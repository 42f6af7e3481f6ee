"""What `check` says of our own rules, beside Django's."""

from django.core.checks import Error, register

from tilth.web.house.access import undeclared


@register("tilth")
def routes_are_declared(**_):
    """Every route says its level, its purpose and whom it is for."""
    return [
        Error(f"{where} does not say who may see it", hint="Put @route(...) on it.", id="tilth.E1")
        for where in undeclared()
    ]
