"""Taking in what the founding essay tells of, with its source credited."""

from tilth.learn.practices.samples import CREDIT, samples
from tilth.web.house.acts import act, refuse
from tilth.web.learn.actions.practices import INSPIRED, grow, link_up
from tilth.web.learn.models import Practice

FROM = "from the essay"


def slug_of(name):
    """The address of a sample once it is taken in."""
    return name.replace("_", "-")


@act
def take(standing, sample, *, at=None):
    """A sample becomes a practice of this place, in the essay's terms; gives the Practice.

    What inspired it is linked where that was taken in too, and named where it was not.
    """
    refuse("" if standing.keeps else "The chair or the secretariat takes samples in")
    slug = slug_of(sample.name)
    refuse("It is here already" if Practice.objects.filter(slug=slug).exists() else "")
    inspired = {name: Practice.objects.filter(slug=slug_of(name)).first()
                for name in sample.inspired_by}  # fmt: skip
    missing = [samples()[name].title for name, found in inspired.items() if found is None]
    practice = grow(
        standing,
        slug=slug,
        title=sample.title,
        what=sample.what,
        inspired=[found for found in inspired.values() if found],
        place=sample.place,
        layer=sample.layer,
        principles=list(sample.principles),
        values=list(sample.values),
        steps=list(sample.steps),
        visible=sample.visible,
        speed=sample.speed,
        growth="bud",
        open_to="everyone",
        sources=_sources(sample, missing),
        at=at,
    )
    practice.partners.clear()  # it is theirs who did it, not of the partner that takes it in
    _link_back(practice, sample.name)
    return practice


def _sources(sample, missing):
    told = [{"how": FROM, "words": CREDIT, "url": ""}]
    told += [{"how": "said of it", "words": quote, "url": ""} for quote in sample.quotes]
    told += [{"how": "with", "words": who, "url": ""} for who in sample.with_whom]
    told += [{"how": INSPIRED, "words": title, "url": ""} for title in missing]
    return [*told, {"how": "not told", "words": sample.unsaid, "url": ""}]


def _link_back(practice, name):
    """Samples that were taken in before what inspired them are linked now."""
    for other in samples().values():
        later = Practice.objects.filter(slug=slug_of(other.name)).first()
        if name in other.inspired_by and later is not None:
            link_up(later, INSPIRED, practice.key)
