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
from itertools import islice
from pathlib import Path

import numpy as np

from benchmarks.harness import duel, growth, once, save

MODULE = "stories"
SIZE, SIZES = 10_000, (1_000, 3_200, 10_000, 32_000, 100_000)
GOALS_MS = {"search_p95": 20, "related_p95": 50}
HIDDEN = 4  # every so many is for partners only
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
PAIRS, FEW = 7, 2
AGAINST = {
    "search_against_a_scan": ("searched", "scanned"),
    "related_against_a_scan": ("related_ours", "related_scanned"),
}
GROWING = ("search_times", "related_times", "space_made", "forgotten")


def site(folder, stories):
    """Make a place with so many made-up stories in it, all at once and not through pages."""
    folder = Path(folder)
    if not (folder / "place.toml").exists():
        from tilth.verify import small_place

        small_place.make(folder, seed=1, people=60)
    opened(folder)
    from django.utils import timezone

    from tilth.demo.corpus import corpus
    from tilth.web.learn.models import Indexed, Story

    if Story.objects.count() == stories:
        return
    now = timezone.now()
    told = corpus(stories)
    while some := list(islice(told, 1_000)):
        rows = [_story(one, now) for one in some]
        Story.objects.bulk_create(rows)
        Indexed.objects.bulk_create(
            Indexed(key=row.key, kind="story", title=row.title, words=row.words) for row in rows
        )


def _story(one, now):
    from tilth.web.learn.models import Story

    told = {name: one[name] for name in ("title", "words", "type", "layer", "area", "growth", "on")}
    open = one["number"] % HIDDEN != 0
    to = {"for_everyone": open, "for_partnership": True}
    slug = f"made-up-{one['number']:06}"
    return Story(slug=slug, state="published", told=now, published=now, **to, **told)


def opened(folder):
    """A place's records, open in this process."""
    from tilth.ground.place import Place
    from tilth.web.records import open_records

    os.environ["TILTH_KEY_FILE"] = f"{folder}.key"
    open_records(Place.open(folder))


def stranger():
    """Whoever is not signed in."""
    from tilth.web.agree.standing import Standing
    from tilth.web.house.by import By

    return Standing(By("", ""), None)


def made_site(folder, stories):
    """The same, in a process of its own."""
    started = time.perf_counter()
    site(folder, stories)
    return {"answer": stories, "seconds": time.perf_counter() - started}


def search_times(folder):
    """Milliseconds a search, p50 and p95, processor and wall; and how many hits."""
    opened(folder)
    from tilth.web.learn.search.find import find

    return _times([lambda asked=asked: find(stranger(), asked).total for asked in SEARCHES])


def related_times(folder):
    """Milliseconds a list of related stories, p50 and p95, processor and wall."""
    opened(folder)
    from tilth.web.learn.search.related import related

    with_space()
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


def with_space():
    """The space of the stories of this process, made before anything is timed."""
    from tilth.web.learn.search.space import KEPT, made

    KEPT.points = made()
    return KEPT.points


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

    with_space()
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

    points, some = with_space(), _some(FEW)
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
    points = with_space()
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

    with_space()
    told = list(corpus(stories))
    theme = {f"story:made-up-{one['number']:06}": one["themes"] for one in told}
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
    kept = os.environ.get("TILTH_BENCH_STORIES") or tempfile.mkdtemp(prefix="stories-")
    folders = {size: str(Path(kept) / str(size)) for size in SIZES}
    at = folders[SIZE]
    built = {str(SIZE): bare(once(MODULE, "made_site", at, SIZE))}
    result = {
        "stories": SIZE,
        "hidden_one_in": HIDDEN,
        "seeds": {"corpus": 1, "space": 11, "chosen": 3},
        "goals_ms": GOALS_MS,
        "sqlite": sqlite3.sqlite_version,
        **{name: version(name) for name in ("django", "scipy")},
        "search": once(MODULE, "search_times", at),
        "related": once(MODULE, "related_times", at),
        "space": once(MODULE, "space_made", at),
        "forgetting": once(MODULE, "forgotten", at),
        "same_theme": once(MODULE, "sense", at, SIZE)["answer"],
    }
    save("stories", result, on=on)  # what was measured is kept as it comes
    for name, sides in AGAINST.items():
        result[name] = bare(duel(MODULE, *sides, at, pairs=PAIRS, clock="inner"))
        save("stories", result, on=on)
    for size in SIZES:
        built[str(size)] = built.get(str(size)) or bare(
            once(MODULE, "made_site", folders[size], size)
        )
    result["sites_made"] = built
    for name in GROWING:
        runs = [once(MODULE, name, folders[size]) for size in SIZES]
        result[f"growth_of_{name}"] = growth(SIZES, [1_000 * run["inner"] for run in runs])
        result[f"runs_of_{name}"] = dict(zip(map(str, SIZES), runs, strict=True))
        save("stories", result, on=on)


def bare(told):
    """A run or a duel without what was answered."""
    return {name: value for name, value in told.items() if name != "answer"}
