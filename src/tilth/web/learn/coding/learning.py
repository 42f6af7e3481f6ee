"""Suggested codes on the site: learnt from the stories that are shared, held in memory alone."""

import hashlib
from collections import defaultdict

import numpy as np
from django.db.models import Count, Max, Q

from tilth.learn.coding.frame import frame
from tilth.learn.coding.merging import final
from tilth.learn.coding.suggesting import Told, suggestions
from tilth.web.learn.coding import reading
from tilth.web.learn.coding.behind import LEARNING
from tilth.web.learn.models import Code, Coding, Passage, Reading, Story
from tilth.web.learn.reader import inside

SEED = 2026
SHORT = 0.5  # seconds a page of one story waits for suggestions
MOST = 5000
"""Stories looked at, the newest first: more would take too long and teach little."""
TOLD = ("pk", "title", "words", "answers", "strengths", "barriers", "area", "origin")
"""What is read of a story: whole records of thousands would take a page too long."""


def learnt(*, wait=None):
    """Suggestions from every story shared with the partnership or wider; None while working.

    A story taken back or changed, or a code put or taken back, gives another key: what was worked
    out before is let go at once and never shown again.
    """
    patience = {} if wait is None else {"wait": wait}
    return LEARNING.of("all", _key(), _begun, **patience)


def _begun():
    stories = list(shared().values_list(*TOLD, named=True))
    codes, said = list(reading.codes_in_use()), _said()
    return lambda: _work(stories, codes, said)


def shared():
    """The stories learnt from: those whose tellers let the partnership or more people read them."""
    wide = Q(for_partnership=True) | Q(for_everyone=True) | Q(for_national=True)
    return Story.objects.filter(wide, state="published")[:MOST]


def suggested_for(record, standing):
    """The codes that may fit a story, for people of the partnership: [(Code, how likely)]."""
    if isinstance(record, Passage) or not inside(standing):
        return []
    found = learnt(wait=SHORT)
    may = found.fits.get(record.pk, ()) if found else ()
    codes = Code.objects.in_bulk([code for code, _ in may])
    return [(codes[code], chance) for code, chance in may if code in codes]


def next_to_code(standing):
    """The numbers of the stories that would teach most, as far as they are worked out."""
    found = learnt(wait=0) if inside(standing) else None
    return found.next if found else ()


def _said():
    """{story: {code: [yes, no]}} as codes are read now, and the stories somebody was through."""
    into, found = reading.merged_into(), defaultdict(lambda: defaultdict(lambda: [0, 0]))
    there = Coding.objects.filter(removed=False)
    for code, story, of, fits in there.values_list(
        "code_id", "story_id", "passage__story_id", "fits"
    ):
        if story or of:
            found[story or of][final(code, into)][0 if fits else 1] += 1
    through = set(Reading.objects.exclude(done=None).values_list("story_id", flat=True))
    return {story: dict(codes) for story, codes in found.items()}, through


def _key():
    """What suggestions hang on: every story and its version, the codes, and what was said of them.

    Codings are only ever added, taken back or deleted, so their number, the last of them and how
    many were taken back tell whether any changed.
    """
    codings = Coding.objects.aggregate(
        all=Count("pk"), last=Max("pk"), back=Count("pk", filter=Q(removed=True))
    )
    told = (
        list(shared().values_list("uid", "seen")),
        list(Code.objects.values_list("pk", "into_id", "name")),
        sorted(codings.items()),
        list(Reading.objects.exclude(done=None).values_list("pk")),
    )
    return hashlib.sha256(repr(told).encode()).hexdigest()


def _work(stories, codes, said):
    """Suggestions of stories that are in memory already: no record is read here."""
    by, through = said
    kept = {one.pk for one in codes}
    told = [_told(one, by.get(one.pk, {}), one.pk in through, kept) for one in stories]
    rng = np.random.default_rng(SEED)
    return suggestions(told, {one.pk: _signs(one) for one in codes}, rng=rng)


def _told(story, codes, through, kept):
    """A story fits a code that more say fits than say it does not."""
    fits = {code for code, (yes, no) in codes.items() if yes > no and code in kept}
    against = {code for code, (_, no) in codes.items() if no}
    return Told(
        name=story.pk,
        text=words_for(story),
        place=story.area or story.origin or "no place told",
        fits=frozenset(fits),
        against=frozenset(against),
        coded=bool(codes) or through,
    )


def words_for(story):
    """All that somebody told in a story: a record, or what TOLD names of one."""
    parts = [story.title, story.words, *map(str, story.answers.values())]
    parts += [story.strengths, story.barriers]
    return "\n".join(part for part in parts if part)


def _signs(code):
    """Words that may point to a code: those of the frame, or its name for one that people added."""
    shipped = frame().codes.get(code.slug)
    return shipped.signs if shipped and code.shipped else (code.name.lower(),)
