"""Who this system is to others: its name, and the key that signs what it tells."""

import hashlib
import hmac

from django.conf import settings
from django.utils.text import slugify

from tilth.learn.federation.envelope import public_key


def own_slug(place):
    """What other systems call this one: the system's code, or the place's where it has none."""
    system = place.system
    return slugify(system.code if system else place.place.code) or slugify(place.name)


def secret():
    """The 32 bytes that sign our files; they follow from the site's own key and are kept nowhere.

    Where the site's key changes, other systems must be told the new public key.
    """
    return hmac.new(settings.SECRET_KEY.encode(), b"tilth.federation", hashlib.sha256).digest()


def own_key():
    """Our public key, which others add before they take our files."""
    return public_key(secret())
