"""Practices: grown from stories, told more fully, what they rest on, who recognised them."""

from django.db.models import Q

from tilth.learn import words as known
from tilth.learn.practices.fragility import KINDS
from tilth.web.agree import history
from tilth.web.agree.issues.visible import holds_for
from tilth.web.agree.models import Link, Partner
from tilth.web.house.acts import act, locked, refuse
from tilth.web.house.addresses import free_slug
from tilth.web.learn.models import Practice
from tilth.web.learn.search import index

TAKEN = ("new", "samples")  # addresses of pages beside the practices
GREW, INSPIRED, SUSTAINED = "grew from", "inspired by", "sustained by"


def may_grow(standing):
    """Whether somebody may grow a practice or plant one: they speak for a partner, or keep."""
    return standing.keeps or holds_for(standing)


def may_write(standing, practice):
    """Whether somebody may tell more of a practice: of one of its partners, or a keeper.

    What came from another system is told there; here it can be planted.
    """
    if practice.origin:
        return False
    own = holds_for(standing) and practice.partners.filter(pk=standing.partner.pk).exists()
    return standing.keeps or own


def held(standing, practice):
    """The practice, held until the act is done, for those who may write it."""
    practice = locked(Practice, practice.pk)
    elsewhere = "It came from another system. Plant it here and tell what you changed"
    refuse(elsewhere if practice.origin else "")
    own = may_write(standing, practice)
    refuse("" if own else "Only somebody from one of its partners, or a keeper, can do this")
    return practice


@act
def grow(standing, *, title, what, partners=(), stories=(), inspired=(), at=None, slug="", **told):
    """Write down a practice; gives it. Of the stories it grew from only the links are kept.

    partners: Partners beside one's own. stories: Story records the grower may read. inspired:
    Practices that gave the idea.
    """
    refuse("" if may_grow(standing) else "Only somebody who speaks for a partner can do this")
    refuse("" if title.strip() else "Give it a name")
    refuse("" if what.strip() else "Say what it is")
    refuse(_why_not(told))
    practice = Practice(slug=free_slug(Practice, slug or title, "practice", taken=TAKEN),
                        title=title.strip(), what=what.strip(), **told)  # fmt: skip
    practice.save()
    own = [standing.partner] if holds_for(standing) else []
    practice.partners.set([*own, *partners])
    history.added(standing.by, practice, "grew", at=at)
    for one in stories:
        link_up(practice, GREW, one.key)
    for one in inspired:
        link_up(practice, INSPIRED, one.key)
    index.keep(practice)
    return practice


def _why_not(told):
    if told.get("growth", "bud") not in known.GROWTH:
        return "There is no such stage of growth"
    if told.get("layer", "place") not in known.LAYERS:
        return "There is no such layer"
    if told.get("open_to", "partnership") not in ("partnership", "everyone"):
        return "It is open to the partners, or to everyone"
    return ""


@act
def edit(standing, practice, *, partners=None, at=None, **told):
    """Change what is told of a practice. partners: all of them, where they change."""
    practice = held(standing, practice)
    for name in ("title", "what"):
        refuse("" if told.get(name, "x").strip() else "Give it a name and say what it is")
    refuse(_why_not(told))
    step = history.changed(standing.by, practice, "told more", at=at, also=told)
    if partners is not None:
        _partners(standing, practice, partners, at)
    index.keep(practice)
    return step


def _partners(standing, practice, partners, at):
    new, old = {one.pk for one in partners}, set(practice.partners.values_list("pk", flat=True))
    if new == old:
        return
    practice.partners.set(partners)
    names = sorted(one.name for one in Partner.objects.filter(pk__in=new))
    words = f"Partners now: {', '.join(names) or 'none'}."
    history.told(standing.by, practice, "partners changed", words, at=at)


@act
def remove(standing, practice, words="", *, at=None):
    """Take a practice out of sight; it can be put back."""
    practice = held(standing, practice)
    rooted = practice.plantings.filter(removed=False).exists()
    refuse("Others planted it: let it fade in place of removing it" if rooted else "")
    history.changed(standing.by, practice, "removed", words, at=at, removed=True)
    index.drop(practice)


@act
def put_back(standing, practice, words="", *, at=None):
    """Show a removed practice again."""
    practice = held(standing, practice)
    history.changed(standing.by, practice, "put back", words, at=at, removed=False)
    index.keep(practice)


@act
def rest_on(standing, practice, *, on, kind, until=None, at=None):
    """Say one thing a practice would miss: a funder, a person, a contract, a link."""
    practice = held(standing, practice)
    refuse("" if on.strip() else "Say what it rests on")
    refuse("" if kind in KINDS else "There is no such kind")
    one = {"on": on.strip(), "kind": kind, "until": until.isoformat() if until else ""}
    refuse("It is told already" if one in practice.depends else "")
    told = {"depends": [*practice.depends, one]}
    return history.changed(standing.by, practice, "rests on something", at=at, **told)


@act
def rest_no_more(standing, practice, number, *, at=None):
    """Take one thing away from what a practice rests on; number: its place, from 0."""
    return _without(standing, practice, "depends", number, "rests on it no more", at)


@act
def recognise(standing, practice, *, words, url="", on=None, at=None):
    """Write down a prize or other recognition, with the evidence of it."""
    practice = held(standing, practice)
    refuse("" if words.strip() else "Say what the recognition is")
    refuse("" if url.strip() else "Say where the evidence can be read: a link")
    one = {"words": words.strip(), "url": url.strip(), "on": on.isoformat() if on else ""}
    refuse("It is told already" if one in practice.recognised else "")
    told = {"recognised": [*practice.recognised, one]}
    return history.changed(standing.by, practice, "was recognised", at=at, **told)


@act
def recognise_no_more(standing, practice, number, *, at=None):
    """Take one recognition away; number: its place, from 0."""
    return _without(standing, practice, "recognised", number, "took a recognition away", at)


def _without(standing, practice, field, number, what, at):
    practice = held(standing, practice)
    kept = list(getattr(practice, field))
    refuse("" if 0 <= number < len(kept) else "It was taken away already")
    del kept[number]
    return history.changed(standing.by, practice, what, at=at, also={field: kept})


@act
def link(standing, practice, how, record, *, at=None):
    """Link a practice with a story it grew from, what inspired it, or what holds it up."""
    practice = held(standing, practice)
    refuse("It cannot be linked with itself" if record.key == practice.key else "")
    circle = how == INSPIRED and practice.key in inspiring(record.key)
    refuse("That was inspired by this one: it cannot be both" if circle else "")
    made = link_up(practice, how, record.key)
    refuse("" if made else "They are linked already")
    history.told(standing.by, practice, how, after={"link": record.key}, at=at)


@act
def unlink(standing, practice, how, key, *, at=None):
    """Take a link of a practice away."""
    practice = held(standing, practice)
    ways = Q(one=practice.key, other=key, how=how)
    if how == GREW:  # as the page of the story may have said it
        ways |= Q(one=key, other=practice.key, how="led to")
    found = Link.objects.filter(ways, removed=False)
    refuse("" if found.update(removed=True) else "It was taken away already")
    history.told(standing.by, practice, f"not {how} it", after={"link": key}, at=at)


def link_up(practice, how, key):
    """Link a practice with a record; gives whether that is new."""
    told = {"one": practice.key, "other": key, "how": how}
    found, made = Link.objects.get_or_create(**told)
    if not made and found.removed:
        found.removed, made = False, True
        found.save(update_fields=["removed"])
    return made


def inspiring(key):
    """The keys of all that inspired a practice, and of what inspired those, and so on."""
    seen, waiting = set(), [key]
    while waiting:
        found = Link.objects.filter(one__in=waiting, how=INSPIRED, removed=False)
        waiting = [one.other for one in found if one.other not in seen]
        seen.update(waiting)
    return seen
