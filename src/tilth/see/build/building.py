"""tilth see build: from files in service to a release, doing only what has not been done."""

import contextlib
import json
from dataclasses import dataclass, field

from tilth.ground.errors import StoreError, TilthError
from tilth.ground.keys import key_for, key_path, read_key
from tilth.ground.progress import unwatched
from tilth.see.build import steps
from tilth.see.build.cells import cells
from tilth.see.build.code import code_of_all
from tilth.see.build.index import index, notify
from tilth.see.build.inputs import gather
from tilth.see.build.work import Work
from tilth.store.ledger import Ledger
from tilth.store.releases import (
    clear_unfinished,
    keep_latest,
    name_in_service,
    open_release,
    publish,
    put_in_service,
)
from tilth.store.stages import clear_stages, stage, stage_folder
from tilth.store.whole import write_json

MEMORY = "4GB"


@dataclass(frozen=True)
class Built:
    """What a build did. changed: whether another release is in service than before.

    made, reused: stages by name. not_read: sources left alone, and why.
    """

    release: object
    changed: bool
    made: tuple
    reused: tuple
    not_read: dict = field(default_factory=dict)


def build(place, *, on, changed=False, memory=MEMORY, progress=None):
    """Bring the release in service up to date with the files in service; return Built.

    on: the day whose agreements and opt-outs hold.
    changed: trust stages made before by their names; otherwise every hash of them is read again.
    Nothing is done where nothing changed. Raises StoreError where another build is under way or
    the disk is full, AgreementError for the opt-out list; the last release stays in service.
    """
    progress = progress or unwatched
    master = read_key(key_path(place.folder, place.privacy.key_file))
    with Ledger.open(place) as ledger, ledger.lock("build"):
        store = place.store_folder
        clear_stages(store)
        clear_unfinished(store)
        progress("reading what changed")
        inputs = gather(place, ledger, on=on, key_id=key_id(master))
        print_of = inputs.fingerprint(code_of_all())
        done = _done(place, ledger, print_of, on) if changed else None
        if done:
            return Built(done, False, (), ("build",), inputs.not_read)
        before = name_in_service(store)
        run = ledger.start_run("build", on)
        try:
            with contextlib.ExitStack() as closing:
                work = Work(store, inputs, master, not changed, memory, progress, closing)
                release = _make(work, place, ledger, print_of, on, before)
        except (TilthError, KeyboardInterrupt) as error:
            ledger.finish_run(run, "stopped", {"why": type(error).__name__}, at=on)
            raise
        made = tuple(s.name for s in work.stages if s.made)
        reused = tuple(s.name for s in work.stages if not s.made)
        told = {"release": release.name, "made": made, "reused": reused}
        ledger.finish_run(run, "done", told, at=on)
        return Built(release, release.name != before, made, reused, inputs.not_read)


def key_id(master):
    """A name for a key that tells nothing of it."""
    return key_for(master, "name_of_key").hex()[:16]


def _done(place, ledger, print_of, on):
    """The release this very fingerprint gave before, in service again; None where it is gone."""
    store = place.store_folder
    try:
        card = stage_folder(store, "build", {"fingerprint": print_of}) / "build.json"
        release = open_release(place, json.loads(card.read_text(encoding="utf-8"))["release"])
        if any(not (release.folder / file).is_file() for file in release.manifest["files"]):
            return None
    except (OSError, ValueError, KeyError, TypeError, StoreError):
        return None
    put_in_service(store, release.name)
    notify(ledger, release, at=on)
    return release


def _make(work, place, ledger, print_of, on, before):
    """Every stage in order, then the release, its index and the news of it.

    before: the name of the release in service until now, or None.
    """
    store, inputs = work.store, work.inputs
    parts = {feed.name: steps.pseudonymised(work, feed) for feed in inputs.feeds}
    told = [steps.told_of(feed, parts[feed.name]) for feed in inputs.feeds]
    identity = steps.identities(work, parts)
    link = steps.linked(work, identity, steps.context(work, told, parts))
    tokens = steps.opted_out(work)
    persons = steps.people(work, told, parts, link, tokens)
    found = {
        one.source: steps.events(work, one, parts[one.source], persons) for one in told if one.plan
    }
    made = steps.derived(work, told, found, persons, link, tokens)
    work.closing.close()
    work.progress("publish")
    name = publish(store, made, as_of=inputs.as_of, synthetic=inputs.synthetic)
    keep_latest(store, name)
    release = open_release(place, name)
    work.progress("index")
    work.stages.append(index(store, release, verify=work.verify, memory=work.memory))
    earlier = before and store / "releases" / before
    work.stages.append(cells(place, release, before=earlier, verify=work.verify))
    notify(ledger, release, at=on)
    fingerprint = {"fingerprint": print_of}
    card = stage(
        store, "build", fingerprint, lambda f: write_json(f / "build.json", {"release": name})
    )
    clear_stages(store, steps.stages_used(work) | {(card.name, card.key)})
    return release
