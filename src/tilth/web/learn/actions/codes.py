"""The code frame: codes added, told better, merged with care and taken apart again."""

import difflib

from django.utils.text import slugify

from tilth.learn.coding.merging import why_not
from tilth.learn.telling import plain
from tilth.learn.words import CODES
from tilth.web.agree import history
from tilth.web.agree.models import Step
from tilth.web.house.acts import act, locked, refuse
from tilth.web.house.addresses import free_slug
from tilth.web.learn.coding.reading import final_code, merged_into
from tilth.web.learn.models import Code, Coding
from tilth.web.learn.reader import inside

NAME, MEANS = 120, 2000
ADDED, MERGED, PARTED = "added", "merged", "taken out again"
RESERVED = frozenset("agreement suggestions round import new all".split())
"""Words of addresses under /learn/codes/ that no code can have."""


@act
def add(standing, *, type, name, means, group=None, source="", at=None):
    """A new code; gives the Code. Anybody of the partnership adds one.

    group: the Code it lies under, of the same kind, or None. source: where it comes from.
    """
    refuse(_not_inside(standing))
    name, means = plain.line(name), plain.words(means)
    refuse(_wrong(type, name, means, group))
    refuse("There is a code of that name already" if _named(name) else "")
    record = Code(
        slug=free_slug(Code, name, "code", taken=RESERVED), type=type, name=name, means=means,
        group=group, source=plain.line(source)[:300],
    )  # fmt: skip
    record.save()
    history.added(standing.by, record, ADDED, at=at)
    return record


@act
def reword(standing, code, *, name, means, group=None, at=None):
    """Tell better what a code means. What the essay says stays as it is."""
    refuse(_not_inside(standing))
    code = locked(Code, code.pk)
    refuse("It comes from the essay and stays as it is" if code.shipped else "")
    name, means = plain.line(name), plain.words(means)
    refuse(_wrong(code.type, name, means, group))
    refuse("There is a code of that name already" if _named(name, but=code) else "")
    refuse("It cannot lie under itself" if group is not None and _under(group, code) else "")
    return history.changed(
        standing.by, code, "told it better", at=at, also={"name": name}, means=means, group=group
    )


@act
def merge(standing, code, into, why, *, at=None):
    """Merge a code into another: from now on what carries it is read as carrying the other.

    Nothing is lost: the code, its codings and its history stay, and `part` takes it out again.
    why: in words.
    """
    code, into = _two(code, into)
    refuse(why_not_merge(standing, code, into))
    why = plain.words(why)
    refuse("" if why else "Say why, so that it can be looked at again")
    code.into = into
    code.save(update_fields=["into"])
    history.told(standing.by, code, MERGED, why, after={"into": into.slug}, at=at)
    history.told(standing.by, into, "took in", code.name, after={"from": code.slug}, at=at)


@act
def part(standing, code, why, *, at=None):
    """Take a merged code out again: its own codings are read as its own."""
    code = locked(Code, code.pk)
    refuse("" if may_merge(standing, code) else "Only who added it, the chair or the secretariat")
    refuse("It is not merged" if code.into_id is None else "")
    why = plain.words(why)
    refuse("" if why else "Say why")
    was, code.into = code.into, None
    code.save(update_fields=["into"])
    history.told(standing.by, code, PARTED, why, after={"from": was.slug}, at=at)
    history.told(standing.by, was, "let go again", code.name, after={"from": code.slug}, at=at)


def may_merge(standing, code):
    """The chair, the secretariat, and who added it."""
    if not inside(standing):
        return False
    person = standing.by.person
    added = person is not None and Step.objects.filter(about=code.key, act=ADDED, by=person)
    return standing.keeps or bool(added and added.exists())


def why_not_merge(standing, code, into):
    """Why somebody cannot merge a code into another; '' where they can."""
    if not may_merge(standing, code):
        return "Only who added it, the chair or the secretariat merges a code"
    kinds = dict(Code.objects.values_list("pk", "type"))
    shipped = set(Code.objects.filter(shipped=True).values_list("pk", flat=True))
    return why_not(code.pk, into.pk, types=kinds, shipped=shipped, into=merged_into())


def similar(name, *, most=5):
    """Codes whose names are like this one, the most like first, as they are read now."""
    wanted, scored = _stem(name), []
    for one in Code.objects.all():
        there = _stem(one.name)
        shared = len(set(wanted.split()) & set(there.split()))
        likeness = difflib.SequenceMatcher(None, wanted, there).ratio()
        if likeness >= 0.6 or (shared and shared >= len(set(wanted.split())) / 2):
            scored.append((-likeness, one.slug, one))
    found = [final_code(one) for *_, one in sorted(scored)]
    return list(dict.fromkeys(found))[:most]


SMALL = frozenset("a an and as at by for from in is it not of on or that the to we with".split())


def _stem(name):
    return " ".join(one for one in slugify(name).split("-") if one not in SMALL)


def used(code):
    """How many codings a code has of its own, also those that were taken back."""
    return Coding.objects.filter(code=code).count()


def _two(code, into):
    """Both codes, held in one order, so that two who merge at once wait for each other."""
    held = {pk: locked(Code, pk) for pk in sorted({code.pk, into.pk})}
    return held[code.pk], held[into.pk]


def _not_inside(standing):
    return "" if inside(standing) else "Only people of the partnership do this"


def _wrong(type, name, means, group):
    if type not in CODES:
        return "There is no such kind of code"
    if not name or len(name) > NAME:
        return f"Give it a name of up to {NAME} letters"
    if not means or len(means) > MEANS:
        return f"Say what it means, in up to {MEANS:,} letters"
    if group is not None and group.type != type:
        return f"It would lie under a code of another kind: {group.type}"
    return "It would lie under a code that was merged" if group and group.into_id else ""


def _named(name, but=None):
    found = Code.objects.filter(name__iexact=name)
    return found.exclude(pk=but.pk).exists() if but else found.exists()


def _under(group, code):
    seen = set()
    while group is not None and group.pk not in seen:
        if group.pk == code.pk:
            return True
        seen.add(group.pk)
        group = group.group
    return False
