"""A place's records opened for a command, as the site opens them."""

import os

from tilth.ground.errors import StoreError


def open_records(place, *, bare=False):
    """Set Django up on a place and bring its tables up to date.

    bare: nothing is written into them yet. Raises StoreError where this process shows another
    place already.
    """
    os.environ["TILTH_PLACE"] = str(place.folder.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tilth.web.settings")
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
    from django.conf import settings
    from django.core.management import call_command

    if settings.PLACE.folder.resolve() != place.folder.resolve():
        raise StoreError("another place is open here", where=str(settings.PLACE.folder))
    settings.PLACE.store_folder.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    if not bare:
        begin(place)


def begin(place):
    """Write down what a place and this version of Tilth bring with them."""
    from tilth.web.agree import starting as agree
    from tilth.web.learn import starting as learn

    agree.begin(place)
    learn.begin(place)
