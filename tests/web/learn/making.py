"""Records of LEARN to test with, made in a line."""

import datetime

from django.utils import timezone

from tilth.web.learn.models import Practice, Story

DAY = datetime.date(2026, 3, 2)


def story_of(title="Denise and the walking group", *, to=("everyone",), **told):
    """A published story; to: the audiences its teller chose."""
    told = {"state": "published", "told": timezone.now(), "published": timezone.now(), **told}
    told.setdefault("slug", f"s{Story.objects.count() + 1:07}")
    told.setdefault("words", "We met at the bandstand and walked.")
    return Story.objects.create(title=title, **{f"for_{one}": True for one in to}, **told)


def practice_of(slug="matchday-moves", title="", **told):
    """A practice everyone may read."""
    told = {"what": "Walk to the ground together.", "open_to": "everyone", **told}
    return Practice.objects.create(slug=slug, title=title or slug.replace("-", " "), **told)
