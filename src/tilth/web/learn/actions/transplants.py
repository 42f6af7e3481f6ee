"""Transplants: planted elsewhere with what was changed; what came of it, failures too."""

from tilth.learn import words as known
from tilth.learn.practices import changes, lineage
from tilth.learn.practices.spread import ENDED, SETTLED
from tilth.web.agree import history
from tilth.web.agree.issues.visible import holds_for
from tilth.web.house.acts import act, locked, refuse
from tilth.web.learn.actions.practices import may_grow
from tilth.web.learn.models import Practice, Transplant
from tilth.web.learn.search import index

EDITED = frozenset("place system layer area planted changed kept spread visit after".split())


def may_tend(standing, planting):
    """Whether somebody may tell of a planting: of the partner that planted it, or a keeper."""
    if planting.origin:
        return False
    own = planting.partner_id and holds_for(standing) and standing.speaks_for(planting.partner)
    return standing.keeps or bool(own)


def held(standing, planting):
    """The planting, held until the act is done, for those who may tell of it."""
    planting = locked(Transplant, planting.pk)
    refuse("It came from another system and is told there" if planting.origin else "")
    own = may_tend(standing, planting)
    refuse("" if own else "Only the partner that planted it, or a keeper, can do this")
    return planting


@act
def plant(standing, practice, *, place, changed, today, after=None, partner=None, at=None, **told):
    """Plant a practice somewhere else; gives the Transplant. It is about to be planted at first.

    changed: what was changed, which is never empty and never only repeats. after: the planting it
    was taken from; none for the first place. partner: who plants it; one's own unless told, which
    only keepers may. told: system, layer, area, planted, kept, spread, visit.
    """
    refuse("" if may_grow(standing) else "Only somebody who speaks for a partner can do this")
    practice = locked(Practice, practice.pk)
    refuse("It was removed" if practice.removed else "")
    refuse("" if place.strip() else "Say where it is planted")
    planting = Transplant(
        practice=practice,
        after=locked(Transplant, after.pk) if after else None,
        place=place.strip(),
        changed=changed.strip(),
        partner=partner if standing.keeps and partner else standing.partner,
        **told,
    )
    _check(planting, today)
    planting.ref = history.next_ref(Transplant)
    planting.save()
    history.added(standing.by, planting, "planted", at=at)
    index.keep(planting)
    return planting


def known_of(planting):
    """The texts a planting may not just repeat: of the practice and of earlier plantings."""
    practice = planting.practice
    others = practice.plantings.filter(removed=False).exclude(pk=planting.pk)
    texts = [practice.title, practice.what, practice.travels, practice.local, planting.kept]
    return [*filter(None, texts), *others.values_list("changed", flat=True)]


def _check(planting, today):
    refuse("" if planting.spread in known.SPREADS else "There is no such way to spread")
    refuse("" if planting.layer in known.LAYERS else "There is no such layer")
    honest = planting.spread == "roll-out" and changes.says_nothing(planting.changed)
    refuse("" if honest else changes.why_not(planting.changed, known_of(planting)))
    refuse(_lineage(planting))
    _check_days(planting, today)


def _check_days(planting, today):
    future = planting.planted and planting.planted > today and planting.result != "planned"
    refuse("It is not planted before its day" if future else "")
    ends = planting.ended and planting.planted and planting.ended < planting.planted
    refuse("It cannot end before it was planted" if ends else "")


def _lineage(planting):
    if planting.after is None:
        return ""
    if planting.after.practice_id != planting.practice_id or planting.after.removed:
        return "It can be taken only from a planting of the same practice"
    rows = planting.practice.plantings.values_list("ref", "after__ref")
    after = {ref: taken or lineage.ROOT for ref, taken in rows}
    return lineage.why_not(after, planting.ref, planting.after.ref)


@act
def tell(standing, planting, *, result, today, came="", lessons="", ended=None, at=None):
    """Tell what became of a planting. What has settled, well or badly, leaves lessons."""
    planting = held(standing, planting)
    refuse("It was removed" if planting.removed else "")
    refuse("" if result in known.RESULTS else "There is no such result")
    refuse("Say what came of it" if result != "planned" and not came.strip() else "")
    owed = result in SETTLED and not lessons.strip()
    refuse("Say what the next should know. That is what makes it worth telling" if owed else "")
    refuse("That day is still to come" if ended and ended > today else "")
    told = {"result": result, "came": came.strip(), "lessons": lessons.strip()}
    told["ended"] = ended if result in ENDED else None
    for name, value in told.items():
        setattr(planting, name, value)
    _check_days(planting, today)
    planting.refresh_from_db()
    step = history.changed(standing.by, planting, f"told: {result}", at=at, also=told)
    index.keep(planting)
    return step


@act
def change(standing, planting, *, today, at=None, **told):
    """Put right what is told of where it is planted, what was changed, where it came from."""
    planting = held(standing, planting)
    refuse("" if EDITED.issuperset(told) else "That is not told here")
    locked(Practice, planting.practice_id)  # two changes at once could make a circle together
    if told.get("after"):
        told["after"] = locked(Transplant, told["after"].pk)
    for name, value in told.items():
        setattr(planting, name, value.strip() if isinstance(value, str) else value)
    refuse("" if planting.place else "Say where it is planted")
    _check(planting, today)
    new = {name: getattr(planting, name) for name in told}
    planting.refresh_from_db()
    step = history.changed(standing.by, planting, "put right", at=at, also=new)
    index.keep(planting)
    return step


@act
def remove(standing, planting, words="", *, at=None):
    """Take a planting away that was entered by mistake; failures are kept, for they teach."""
    planting = held(standing, planting)
    grown = planting.offshoots.filter(removed=False).exists()
    refuse("Others were taken from it, so it stays" if grown else "")
    refuse("" if words.strip() else "Say why. A planting that failed is told, not removed")
    history.changed(standing.by, planting, "removed", words.strip(), at=at, removed=True)
    index.drop(planting)


@act
def put_back(standing, planting, words="", *, at=None):
    """Show a removed planting again."""
    planting = held(standing, planting)
    gone = planting.after is not None and planting.after.removed
    refuse("Put back first what it was taken from" if gone else "")
    history.changed(standing.by, planting, "put back", words, at=at, removed=False)
    index.keep(planting)
