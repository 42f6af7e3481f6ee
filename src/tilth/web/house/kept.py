"""What was worked out once for a release is kept until the next one; never a permission."""

import functools
import hashlib
import json
import threading
import time
from collections import OrderedDict
from contextlib import suppress
from importlib import resources
from pathlib import Path

from tilth.ground.stamps import stamps_of
from tilth.store.stages import hash_of, remove
from tilth.store.whole import alone, taken, write_text

MOST = 400  # pieces held in memory by one process
PATIENCE = 2.0  # seconds a page waits for what is worked out behind it, once
FOLDERS = 2  # the release in service and the one before
KINDS = ("indicators", "concepts", "criteria", "names", "publishers")
ROOMS = ("ground/disclosure", "see", "web/see")  # whose code works out what is kept

AT_ONCE = 2  # pieces worked out behind pages at the same time, by one process

_held: OrderedDict = OrderedDict()
_guard = threading.Lock()
_waiting: set = set()  # keys of what is worked out behind a page, or waits for its turn
_turns = threading.Semaphore(AT_ONCE)


def kept(place, release, what, make, **arguments):
    """What `make()` gave for these arguments, worked out once for a release and its definitions.

    release: the name of the release in service. what: a name for the piece. arguments: plain
    values that, with the release and the definitions, decide all of it. make: returns plain values
    (text, numbers, lists, dicts): what passed the door and nothing else. Deleting what is kept
    changes nothing but the wait.
    """
    age, name, key = _named(place, release, what, arguments)
    folder = place.store_folder / "kept" / age
    told = _look(folder, name, key)
    if told is None:
        _begin(folder)
        with alone(_mark(folder, name)):  # whoever waited finds what the first one made
            told = _look(folder, name, key) or _made(folder, name, key, make)
    return told[0]


def there(place, release, what, make, **arguments):
    """What is kept for these arguments already; None where it would have to be worked out."""
    age, name, key = _named(place, release, what, arguments)
    told = _look(place.store_folder / "kept" / age, name, key)
    return told and told[0]


def later(place, release, what, make, *, until=None, **arguments):
    """What is kept for these arguments; or None where it takes longer than a page may.

    It is then worked out behind the page: nobody waits for it, and the next reader finds it.
    `make` reads no records, for it runs in a thread of its own. until: as `soon` tells, where
    a page asks for several pieces; else this one is waited for as long as a page may.
    """
    if (found := there(place, release, what, make, **arguments)) is not None:
        return found
    age, name, key = _named(place, release, what, arguments)
    if taken(_mark(place.store_folder / "kept" / age, name)):
        return None
    with _guard:
        if key in _waiting:
            return None
        _waiting.add(key)
    work = functools.partial(kept, place, release, what, make, **arguments)
    behind = threading.Thread(target=_behind, args=(key, work), name=f"kept-{what}", daemon=True)
    behind.start()
    behind.join(PATIENCE if until is None else max(until - time.monotonic(), 0))
    if behind.is_alive():
        return None
    return kept(place, release, what, make, **arguments)  # there by now; or it fails where we see


def soon():
    """The moment until which a page waits, for all of its pieces together."""
    return time.monotonic() + PATIENCE


def _behind(key, work):
    """Do some work when its turn comes: of many pages opened at once, a few are worked out."""
    try:
        with _turns:
            work()
    finally:
        with _guard:
            _waiting.discard(key)


def _named(place, release, what, arguments):
    """A piece's age, the name of its file, and its key in memory."""
    age, name = age_of(place, release), f"{what}-{hash_of(arguments)[:24]}"
    return age, name, (str(place.folder), age, name)


def age_of(place, release):
    """What everything worked out depends on: the release, what is closed, definitions, our code."""
    own = place.folder / "place.toml", place.folder / "definitions"
    stamps = stamps_of(*own, place.geography_folder / "about.json")
    told = {"release": release, "place": stamps, "shipped": _shipped(), "closed": place.closed}
    return f"{release}-{hash_of(told)[:16]}"


def forget():
    """Let go of what this process holds in memory."""
    with _guard:
        _held.clear()


@functools.cache
def _shipped():
    """The hash of the definitions that come with Tilth, and of the code that works figures out."""
    root = Path(str(resources.files("tilth")))
    files = [p for kind in KINDS for p in (root / "definitions" / kind).glob("*.toml")]
    for room in ROOMS:
        files += (root / room).rglob("*.py")
    there = sorted(p for p in files if p.is_file())
    return hash_of(
        {str(p.relative_to(root)): hashlib.sha256(p.read_bytes()).hexdigest() for p in there}
    )


def _look(folder, name, key):
    """What is kept in memory or on disk, in a tuple; None where it is neither, or torn."""
    with _guard:
        if key in _held:
            _held.move_to_end(key)
            return (_held[key],)
    try:
        found = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return _hold(key, found)


def _hold(key, found):
    with _guard:
        _held[key] = found
        while len(_held) > MOST:
            _held.popitem(last=False)
    return (found,)


def _mark(folder, name):
    """What is locked while a piece is worked out: others wait for it, or tell that it is late."""
    return folder / f".{name}.begun"


def _made(folder, name, key, make):
    text = json.dumps(make(), ensure_ascii=False)
    write_text(folder / f"{name}.json", text)
    return _hold(key, json.loads(text))


def _begin(folder):
    """Before a new age begins, delete all but the newest of those before."""
    if not folder.is_dir():
        _let_go(folder)
        folder.mkdir(parents=True, exist_ok=True)


def _let_go(folder):
    """Delete all but the newest of those before."""
    if folder.parent.is_dir():
        old = sorted(folder.parent.iterdir(), key=lambda f: f.stat().st_mtime_ns)
        for one in old[: -(FOLDERS - 1)]:
            with suppress(FileNotFoundError):  # another process may be at the same
                remove(one)
