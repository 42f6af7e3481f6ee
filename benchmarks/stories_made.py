"""The places that benchmarks/stories.py asks: made-up stories in any number, put in all at once."""

import os
import pickle
import shutil
import sys
import time
from itertools import islice
from pathlib import Path

HIDDEN = 4  # every so many is for partners only
AT_ONCE = 1_000


def made_site(folder, stories, before=None):
    """Make a place with so many stories, in a process of its own; `before`: one with fewer."""
    started = time.process_time()
    folder = Path(folder)
    if before and not folder.exists():
        shutil.copytree(before, folder)
        for key in Path(before).parent.glob(f"{Path(before).name}.*key"):
            shutil.copy(key, folder.parent / key.name.replace(Path(before).name, folder.name, 1))
    if not (folder / "place.toml").exists():
        from tilth.verify import small_place

        small_place.make(folder, seed=1, people=60)
    opened(folder)
    _fill(stories)
    return {"answer": stories, "seconds": time.process_time() - started}


def _fill(stories):
    from django.utils import timezone

    from tilth.demo.corpus import corpus
    from tilth.web.learn.models import Indexed, Story

    now, told = timezone.now(), corpus(stories, first=Story.objects.count())
    while some := list(islice(told, AT_ONCE)):
        rows = [_story(one, now) for one in some]
        Story.objects.bulk_create(rows)
        Indexed.objects.bulk_create(
            Indexed(key=row.key, kind="story", title=row.title, words=row.words) for row in rows
        )
        if rows[-1].slug.endswith("9999"):
            tell(f"{Story.objects.count():,} stories of {stories:,}")


def _story(one, now):
    from tilth.web.learn.models import Story

    told = {name: one[name] for name in ("title", "words", "type", "layer", "area", "growth", "on")}
    open = one["number"] % HIDDEN != 0
    to = {"for_everyone": open, "for_partnership": True}
    return Story(slug=slug_of(one), state="published", told=now, published=now, **to, **told)


def slug_of(one):
    """What the address of a made-up story ends with."""
    return f"made-up-{one['number']:06}"


def opened(folder):
    """A place's records, open in this process."""
    from tilth.ground.place import Place
    from tilth.web.records import open_records

    os.environ["TILTH_KEY_FILE"] = f"{folder}.key"
    open_records(Place.open(Path(folder)))


def stranger():
    """Whoever is not signed in."""
    from tilth.web.agree.standing import Standing
    from tilth.web.house.by import By

    return Standing(By("", ""), None)


def with_space(folder):
    """The space of these stories, as one process made it: the making is measured by itself."""
    from tilth.web.learn.search.space import KEPT, made, version_now

    kept = Path(f"{folder}.space")
    if kept.exists():
        KEPT.points = pickle.loads(kept.read_bytes())
    if KEPT.points is None or KEPT.points.version != version_now():
        KEPT.points = made()
        kept.write_bytes(pickle.dumps(KEPT.points))
    return KEPT.points


def tell(words):
    """How far it is, for whoever waits; answers go to standard output, this does not."""
    print(time.strftime("%H:%M:%S"), words, file=sys.stderr, flush=True)
