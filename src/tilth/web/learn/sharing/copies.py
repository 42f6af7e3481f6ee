"""Where stories went: written down once for each story, way and reader."""

from django.utils import timezone

from tilth.web.learn.models import Copy


def note(stories, how, to):
    """Write down that these stories left the site this way; what is known already stays as it is.

    how: words.COPIES. to: who took them, in words.
    """
    numbers = {story.pk for story in stories}
    known = Copy.objects.filter(story__in=numbers, how=how, to=to, recalled=None)
    new = numbers - set(known.values_list("story_id", flat=True))
    now = timezone.now()
    Copy.objects.bulk_create(Copy(story_id=one, how=how, to=to, at=now) for one in sorted(new))
