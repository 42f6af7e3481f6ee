"""What a record is called in its address."""

from django.utils.text import slugify


def free_slug(model, title, otherwise, *, longest=50, taken=()):
    """A slug like a title that no record of a model has yet.

    otherwise: where nothing of the title can stand in an address. taken: what other pages there
    are called.
    """
    first = slugify(title)[:longest].strip("-") or otherwise
    held = {*taken, *model.objects.filter(slug__startswith=first).values_list("slug", flat=True)}
    numbers = (f"{first}-{number}" for number in range(2, len(held) + 3))
    return next(one for one in (first, *numbers) if one not in held)
