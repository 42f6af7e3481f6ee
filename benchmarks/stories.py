"""Stories searched and related, measured at 1,000 to 100,000 made-up ones.

    python -m benchmarks stories

Every fourth story is for partners only, and a stranger asks: each answer passes through the rule
of who may read what, on both sides. Three questions:

1. How long do a search and a list of related stories take at 10,000 stories? 60 searches (common
   words, rare names, several words, phrases, beginnings of words) and 100 stories, each as the page
   asks for it, in one process, after a first round that nothing is counted of.
2. How much is that less than without an index? The peer of search reads every row and scores it by
   BM25 in Python. The peer of related stories scans for the rarest words in the same way, and
   brings every story anew to its point in the same space. Answers are asserted equal first.
3. How does it grow? 1,000 to 100,000 stories, slope of log time on log stories, with peak memory.

Told beside it: how long the space takes to make, how long forgetting one story takes until no byte
of it is left, and how many of the related stories share the theme planted in them, beside a full
cosine over TF-IDF. `inner` is processor seconds a question, the machine being busy; wall times are
told with the load. A folder kept between runs is named by TILTH_BENCH_STORIES.
"""

import os
import random
import sqlite3
import tempfile
import time
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import numpy as np

from benchmarks.harness import duel, growth, once, save
from benchmarks.stories_made import HIDDEN, opened, slug_of, stranger, tell, with_space

MODULE = "stories"
SIZE, SIZES = 10_000, (1_000, 3_200, 10_000, 100_000)
GOALS_MS = {"search_p95": 20, "related_p95": 50}
SEARCHES = (
    "walking", "canal", "trust", "hospital", "damp", "kettle", "loneliness", "repair", "choir",
    "football", "mosque", "carer", "boiler", "pantry", "floodlights", "debt", "slippers", "nurse",
    "walking canal", "damp inhaler", "hospital discharge", "carers table", "trust tea",
    "short contracts", "crisis café night", "landlord tenant mould", "youth club bus fare",
    "old bank", "library chairs", "screening van temple", '"key safe"', '"towpath was dark"',
    '"rules could not bend"', '"met at the bandstand"', '"two hours off"', "wal", "loneli",
    "hosp", "floodl", "bandst", "ashford", "gurpreet", "denise", "brom", "calddale", "hazelwell",
    "thornbury", "kenlock lane", "denise ashford", "gurpreet linmilley", "pierogi", "hedgehog",
    "accordion", "samosa raffle", "broken umbrella", "quiet kettle", "nothing like this",
    "committee", "queue doors open", "cake table",
)  # fmt: skip
PAIRS, FEW = 3, 2
AGAINST = {
    "search_against_a_scan": ("searched", "scanned"),
    "related_against_a_scan": ("related_ours", "related_scanned"),
}
GROWING = ("search_times", "related_times", "space_made", "forgotten")


def search_times(folder):
    """Milliseconds a search, p50 and p95, processor and wall; and how many hits."""
    opened(folder)
    from tilth.web.learn.search.find import find

    return _times([lambda asked=asked: find(stranger(), asked).total for asked in SEARCHES])


def related_times(folder):
    """Milliseconds a list of related stories, p50 and p95, processor and wall."""
    opened(folder)
    from tilth.web.learn.search.related import related

    with_space(folder)
    some = _some(100)
    return _times([lambda one=one: len(related(one, stranger())) for one in some])


def _times(asks):
    answers = [ask() for ask in asks]
    cpu, wall = [], []
    for _ in range(3):
        for ask in asks:
            started = time.process_time(), time.perf_counter()
            ask()
            cpu.append(1_000 * (time.process_time() - started[0]))
            wall.append(1_000 * (time.perf_counter() - started[1]))
    told = {"asked": len(asks), "hits_median": int(np.median(answers)), "hits_most": max(answers)}
    for name, some in (("cpu", cpu), ("wall", wall)):
        told[f"{name}_p50_ms"] = round(float(np.percentile(some, 50)), 2)
        told[f"{name}_p95_ms"] = round(float(np.percentile(some, 95)), 2)
    return {"answer": told, "seconds": sum(cpu) / len(cpu) / 1_000}


def _some(number):
    from tilth.web.learn.models import Story

    pks = list(Story.objects.filter(for_everyone=True).values_list("pk", flat=True).order_by("pk"))
    return list(Story.objects.filter(pk__in=random.Random(3).sample(pks, number)))


def searched(folder):
    """Ours: a few searches through the index."""
    opened(folder)
    from tilth.web.learn.search.find import find

    find(stranger(), SEARCHES[0])
    started = time.process_time()
    found = [find(stranger(), asked) for asked in SEARCHES[:FEW]]
    seconds = time.process_time() - started
    told = [[one.total, [[hit.key, round(hit.score, 6)] for hit in one.hits]] for one in found]
    return {"answer": told, "seconds": seconds / FEW}


def scanned(folder):
    """The peer: every row read and scored, for each of the same searches."""
    opened(folder)
    from tilth.learn.search.asked import read

    started = time.process_time()
    told = []
    for asked in SEARCHES[:FEW]:
        found = _scan(replace(read(asked), open=False))
        told.append([len(found), [[row.key, round(score, 6)] for row, score in found[:20]]])
    return {"answer": told, "seconds": (time.process_time() - started) / FEW}


def _scan(asked):
    from tilth.learn.search.scan import scan
    from tilth.web.learn.models import Indexed
    from tilth.web.learn.search.engines import TITLE_WEIGHT
    from tilth.web.learn.visible import stories_for

    seen = set(stories_for(stranger()).values_list("slug", flat=True))
    rows = list(Indexed.objects.filter(kind="story").order_by("-pk"))
    found = scan([(row.title, row.words) for row in rows], asked, title_weight=TITLE_WEIGHT)
    pairs = ((rows[number], score) for number, score in found)
    return [(row, score) for row, score in pairs if row.key.partition(":")[2] in seen]


def related_ours(folder):
    """Ours: the stories like a few."""
    opened(folder)
    from tilth.web.learn.search.related import related

    with_space(folder)
    some = _some(FEW)
    related(some[0], stranger())
    started = time.process_time()
    told = [[one.key for one in related(story, stranger())] for story in some]
    return {"answer": told, "seconds": (time.process_time() - started) / FEW}


def related_scanned(folder):
    """The peer: the same two rankings, every story read for each."""
    opened(folder)
    from tilth.learn.search.asked import Asked
    from tilth.learn.search.fusion import fused
    from tilth.web.learn.models import Indexed
    from tilth.web.learn.search import related as ours
    from tilth.web.learn.visible import stories_for

    points, some = with_space(folder), _some(FEW)
    started = time.process_time()
    told = []
    for story in some:
        rows = list(Indexed.objects.filter(kind="story").order_by("-pk"))
        own = next(row for row in rows if row.key == story.key)
        seen = set(stories_for(stranger()).values_list("slug", flat=True)) - {story.slug}
        words = ours.searched_words(ours._words(own, points), points)
        by_words = _scan_any(Asked(tuple(words)), rows)
        cosines = points.space.project([f"{r.title}\n{r.words}" for r in rows]) @ points.of(own.pk)
        order = np.lexsort(([row.pk for row in rows], -cosines))
        by_sense = [rows[n] for n in order if cosines[n] >= ours.NEAR]
        lists = [
            [row.key for row in some if row.key.partition(":")[2] in seen][: ours.RANKED]
            for some in (by_words, by_sense)
        ]
        told.append([key for key, _ in fused(*lists)[: ours.MOST]])
    return {"answer": told, "seconds": (time.process_time() - started) / FEW}


def _scan_any(asked, rows):
    from tilth.learn.search.scan import scan
    from tilth.web.learn.search.engines import TITLE_WEIGHT

    texts = [(row.title, row.words) for row in rows]
    found = scan(texts, asked, title_weight=TITLE_WEIGHT, every=False)
    return [rows[number] for number, _ in found]


def space_made(folder):
    """Processor seconds to make the space, once."""
    opened(folder)
    started = time.process_time()
    points = with_space(folder)
    return {"answer": list(points.points.shape), "seconds": time.process_time() - started}


def forgotten(folder):
    """Processor seconds to take one story back until no byte of it is left; it is put back."""
    opened(folder)
    from django.db import transaction

    from tilth.web.learn.models import Story
    from tilth.web.learn.search import index

    story = Story.objects.order_by("pk")[7]
    index.forget()
    index.keep(story)
    started = time.process_time()
    with transaction.atomic():
        index.drop(story)
    done = index.forget()
    seconds = time.process_time() - started
    index.keep(story)
    return {"answer": done, "seconds": seconds}


def sense(folder, stories):
    """The share of related stories that carry the same planted theme: ours, and TF-IDF alone."""
    opened(folder)
    from collections import Counter

    from tilth.demo.corpus import corpus
    from tilth.learn.search import lsa
    from tilth.learn.search.tokens import telling_words
    from tilth.web.learn.search.related import related

    with_space(folder)
    told = list(corpus(stories))
    theme = {f"story:{slug_of(one)}": one["themes"] for one in told}
    counted = [Counter(s for s, _ in telling_words(f"{t['title']}\n{t['words']}")) for t in told]
    weights = lsa.weighted(counted, *lsa.vocabulary(counted)).tocsr()
    open = np.array([number % HIDDEN != 0 for number in range(stories)])
    shares = {"ours": [], "tf_idf": [], "same_of_five": []}
    for story in _some(100):
        mine, number = theme[story.key], int(story.slug[-6:])
        ours = [one.key for one in related(story, stranger())]
        near = (weights @ weights[number].T).toarray().ravel() * open
        near[number] = -1
        theirs = [f"story:made-up-{n:06}" for n in np.argsort(-near, kind="stable")[:5]]
        for name, keys in (("ours", ours), ("tf_idf", theirs)):
            shares[name] += [bool(set(mine) & set(theme[key])) for key in keys]
        shares["same_of_five"].append(len(set(ours) & set(theirs)))
    return {name: round(float(np.mean(some)), 3) for name, some in shares.items()}


def main(*, on):
    """Three questions, pages and growth, each step told as it comes; about five minutes."""
    kept = os.environ.get("TILTH_BENCH_STORIES")
    with tempfile.TemporaryDirectory(prefix="stories-") as scratch:
        _asked(Path(kept or scratch), on)


def _asked(top, on):
    folders = {size: str(top / str(size)) for size in SIZES}
    result = {
        "stories": SIZE,
        "hidden_one_in": HIDDEN,
        "searches": SEARCHES,
        "seeds": {"corpus": 1, "space": 11, "chosen": 3},
        "goals_ms": GOALS_MS,
        "sqlite": sqlite3.sqlite_version,
        **{name: version(name) for name in ("django", "scipy")},
        "sites_made": _made(folders),
    }
    runs = {name: {} for name in GROWING}
    for size, folder in folders.items():
        for name in GROWING:
            runs[name][size] = once(MODULE, name, folder)
            tell(f"{size:,}: {name} {bare(runs[name][size])}")
    at = folders[SIZE]
    for name in GROWING:
        result[name] = runs[name][SIZE]
    for name in GROWING:
        result[f"growth_of_{name}"] = growth(
            SIZES, [1_000 * r["inner"] for r in runs[name].values()]
        )
        result[f"runs_of_{name}"] = {str(size): run for size, run in runs[name].items()}
    save("stories", result, on=on)  # what was measured is kept as it comes
    for name, sides in AGAINST.items():
        result[name] = bare(duel(MODULE, *sides, at, pairs=PAIRS, clock="inner"))
        tell(f"{name}: {result[name]['median_ratio']}")
    result["same_theme"] = once(MODULE, "sense", at, SIZE)["answer"]
    result["pages"] = once("stories_pages", "pages", at, SIZE)["answer"]
    save("stories", result, on=on)


def _made(folders):
    """Make the places, each out of the one before; what each cost."""
    built, before = {}, None
    for size, folder in folders.items():
        built[str(size)] = bare(once("stories_made", "made_site", folder, size, before))
        before = folder
    return built


def bare(told):
    """A run or a duel without what was answered."""
    return {name: value for name, value in told.items() if name != "answer"}
