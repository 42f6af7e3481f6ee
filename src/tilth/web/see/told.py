"""What people tell beside figures: functions of the rooms to the right, named in the settings."""

from django.conf import settings
from django.utils.module_loading import import_string


def told_beside(request, *, indicator="", area=""):
    """What people tell of an indicator or an area, as far as this reader may know; or None."""
    for name in getattr(settings, "BESIDE", ()):
        found = import_string(name)(request, indicator=indicator, area=area)
        if found is not None:
            return found
    return None
