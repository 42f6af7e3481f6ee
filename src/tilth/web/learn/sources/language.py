"""Whether partners come to use the same words: gathered from what this reader may read, live."""

import functools
import hashlib

import numpy as np
from django.db.models import Q
from django.views.decorators.http import require_safe

from tilth.learn.sources.converging import language as worked_out
from tilth.learn.sources.corpus import (
    ENOUGH_TEXTS,
    ENOUGH_WORDS,
    Corpus,
    Text,
    common_words,
    words_of,
)
from tilth.learn.sources.telling_words import telling
from tilth.web.agree.documents.visible import documents_for
from tilth.web.agree.files import ENDINGS, table_file
from tilth.web.agree.models import Decision, Partner, Voice
from tilth.web.agree.standing import Standing
from tilth.web.learn.coding.behind import LANGUAGE, PATIENCE
from tilth.web.learn.showing import page, round_table
from tilth.web.learn.sources.language_picture import picture
from tilth.web.learn.visible import stories_for

SEED = 127
LONG = 30  # seconds a file waits: it is never taken away half
COLUMNS = {
    "period": "When", "partners": "Partners with enough text", "value": "How far apart (0 to 1)",
    "lower": "Lower", "upper": "Upper", "chance": "If all drew on the same words", "note": "Note",
}  # fmt: skip


def texts_of(standing):
    """(partner, day, words) of all partners wrote or said, as far as this reader may read it.

    Decisions they put forward and what they said on those that are closed, documents of one
    partner with the passages of it, and the stories of their people.
    """
    found = []
    put = Decision.objects.exclude(opened=None)
    for by, on, *said in put.values_list("proposer", "opened", "title", "proposal", "why"):
        found.append((by, on, "{}. {} {}".format(*said)))
    voices = Voice.objects.filter(decision__stage="closed")
    spoken = ("partner", "decision__closed", "at", "words", "harm", "safe")
    for by, closed, at, *said in voices.values_list(*spoken):
        found.append((by, closed or at.date(), " ".join(said)))
    for one in documents_for(standing).exclude(on=None).prefetch_related("written_with"):
        wrote = list(one.written_with.all())
        if len(wrote) == 1:
            said = " ".join(one.passages.values_list("words", flat=True))
            found.append((wrote[0].pk, one.on, f"{one.told} {said}"))
    wide = Q(for_partnership=True) | Q(for_everyone=True)
    stories = stories_for(standing).filter(wide).exclude(partner=None)
    for by, on, told, words in stories.values_list("partner", "on", "told", "words"):
        found.append((by, on or told.date(), words))
    names = dict(Partner.objects.values_list("pk", "name"))
    return [(names[pk], on, words) for pk, on, words in found if words.strip()]


def by_year(told):
    """Texts of each year."""
    return [Text(by, str(on.year), words) for by, on, words in told]


def by_half(told):
    """Texts of the earlier and of the later half of all, by their days."""
    days = sorted(on for _, on, _ in told)
    if not days or days[0] == days[-1]:
        return []
    middle = days[len(days) // 2]
    early = f"earlier half ({days[0]:%B %Y} to {middle:%B %Y})"
    late = f"later half ({middle:%B %Y} to {days[-1]:%B %Y})"
    return [Text(by, early if on < middle else late, words) for by, on, words in told]


def _leave():
    """Common words, and the words partners are named by: they tell who speaks, not of what."""
    return common_words() | {
        word for one in Partner.objects.all() for name in (one.name, *one.other_names)
        for word in words_of(name)
    }  # fmt: skip


def found(standing, *, wait=None):
    """(the corpus, what was worked out of it, the telling words).

    wait: seconds to wait for what takes long; both are None while that is being worked out.
    """
    wait = PATIENCE if wait is None else wait
    texts, leave = texts_of(standing), _leave()
    corpus = years = Corpus(by_year(texts), leave)
    told = _worked_out(years, wait)
    if told is not None and told.change is None:
        halves = Corpus(by_half(texts), leave)
        found = _worked_out(halves, wait)
        corpus, told = (halves, found) if found is None or found.change else (corpus, told)
    return corpus, told, telling(corpus, told.change) if told is not None else None


def _worked_out(corpus, wait):
    """Numbers only are kept, under the fingerprint of the texts: one taken back changes it."""
    cells = [(key, [one.tolist() for one in cell]) for key, cell in corpus.cells.items()]
    mark = hashlib.sha256(repr((cells, corpus.periods)).encode()).hexdigest()
    work = functools.partial(worked_out, corpus, rng=np.random.default_rng(SEED))
    return LANGUAGE.of(mark, mark, lambda: work, wait=wait)


@require_safe
@round_table
def language(request):
    """How near the words of partners are, year by year."""
    corpus, told, words = found(Standing.of(request))
    thin = [{"period": period, "partner": by, "texts": texts, "words": many}
            for (period, by), (texts, many) in sorted(corpus.thin.items())]  # fmt: skip
    shown = {
        "waiting": told is None,
        "language": told,
        "change": told and told.change,
        "words": words,
        "thin": thin,
        "picture": told and picture(told),
        "enough": (ENOUGH_TEXTS, ENOUGH_WORDS),
        "files": ENDINGS,
    }
    return page(request, "sources/language", "Do we come to use the same words?", **shown)


@require_safe
@round_table
def language_file(request, ending):
    """The same table as a file."""
    _, told, _ = found(Standing.of(request), wait=LONG)
    some = told.stretches if told else ()
    rows = [{name: getattr(one, name) for name in COLUMNS} for one in some]
    note = (told.why or "Bits.") if told else "Still being worked out. Take it again in a minute."
    return table_file("language", "Language", COLUMNS, rows, ending, notes=[note])
