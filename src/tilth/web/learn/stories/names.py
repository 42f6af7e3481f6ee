"""Names that are nobody's: of partners, boards, areas and the place itself."""

from django.conf import settings

from tilth.web.agree.areas import named
from tilth.web.agree.models import Body, Partner


def known_names():
    """What hints on names leave alone."""
    found = {settings.PLACE.name} | {name for _, name in named(settings.PLACE).values()}
    for name, others in Partner.objects.values_list("name", "other_names"):
        found |= {name, *others}
    return found | set(Body.objects.values_list("name", flat=True))
