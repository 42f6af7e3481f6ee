"""What other rooms tell beside figures: functions to the right of SEE, named in the settings."""

from django.conf import settings
from django.utils.module_loading import import_string


def told_beside(request, *, indicator="", area=""):
    """What people tell of an indicator or an area, as far as this reader may know; or None."""
    for name in getattr(settings, "BESIDE", ()):
        found = import_string(name)(request, indicator=indicator, area=area)
        if found is not None:
            return found
    return None


def ways_in(request, area):
    """Whom to talk to in an area, and what is planned there."""
    return import_string(settings.WAYS_IN)(request, area)


def own_areas(request):
    """The areas in which the reader plays a part."""
    return import_string(settings.OWN_AREAS)(request)


def set_off(request, indicator):
    """What a figure set off: where it was decided on, what was promised, what is said of it."""
    return import_string(settings.SET_OFF)(request, indicator)
