"""What was worked out once for a release is kept until the next one; never a permission."""

import functools
import hashlib
import json
import threading
import time
from collections import OrderedDict
from contextlib import contextmanager, suppress
from importlib import resources
from pathlib import Path

from tilth.store.stages import hash_of, remove
from tilth.store.whole import write_text

MOST = 400  # pieces held in memory by one process
PATIENCE = 2.0  # seconds a page waits for what is worked out behind it, once
WAITED = 300  # seconds after which work begun by another process is taken to be lost
FOLDERS = 2  # the release in service and the one before
KINDS = ("indicators", "concepts", "criteria", "names", "publishers")
ROOMS = (
    "ground/disclosure", "see/needs", "see/methods", "see/findings", "see/official", "see/news",
    "see/watch", "web/see",
)  # fmt: skip

AT_ONCE = 2  # pieces worked out behind pages at the same time, by one process

_held: OrderedDict = OrderedDict()
_guard = threading.Lock()
_making: dict = {}
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
    with _guard:
        if key in _held:
            _held.move_to_end(key)
            return _held[key]
    with _alone(key):
        if key in _held:
            return _held[key]
        found = _from_disk(place, age, name, make)
        with _guard:
            _held[key] = found
            while len(_held) > MOST:
                _held.popitem(last=False)
        return found


def there(place, release, what, make, **arguments):
    """What is kept for these arguments already; None where it would have to be worked out."""
    age, name, key = _named(place, release, what, arguments)
    with _guard:
        if key in _held:
            return _held[key]
    if (place.store_folder / "kept" / age / f"{name}.json").is_file():
        return kept(place, release, what, make, **arguments)
    return None


def later(place, release, what, make, *, until=None, **arguments):
    """What is kept for these arguments; or None where it takes longer than a page may.

    It is then worked out behind the page: nobody waits for it, and the next reader finds it.
    `make` reads no records, for it runs in a thread of its own. until: as `soon` tells, where
    a page asks for several pieces; else this one is waited for as long as a page may.
    """
    if (found := there(place, release, what, make, **arguments)) is not None:
        return found
    age, name, key = _named(place, release, what, arguments)
    if _begun_elsewhere(place.store_folder / "kept" / age / f".{name}.begun"):
        return None
    with _guard:
        if key in _making or key in _waiting:
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


def _begun_elsewhere(mark):
    """Whether another process is at it; one that died is not waited for longer than WAITED."""
    try:
        return time.time() - mark.stat().st_mtime < WAITED
    except FileNotFoundError:
        return False


def _named(place, release, what, arguments):
    """A piece's age, the name of its file, and its key in memory."""
    age, name = age_of(place, release), f"{what}-{hash_of(arguments)[:24]}"
    return age, name, (str(place.folder), age, name)


def age_of(place, release):
    """What everything worked out depends on: the release, what is closed, definitions, our code."""
    own = sorted((place.folder / "definitions").rglob("*.toml"))
    stamps = [(str(p), p.stat().st_mtime_ns) for p in [place.folder / "place.toml", *own]]
    about = place.geography_folder / "about.json"
    stamps.append(("geography", about.stat().st_mtime_ns if about.is_file() else 0))
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
        at = root / room
        files += at.rglob("*.py") if at.is_dir() else [at.with_suffix(".py")]
    there = sorted(p for p in files if p.is_file())
    return hash_of(
        {str(p.relative_to(root)): hashlib.sha256(p.read_bytes()).hexdigest() for p in there}
    )


def _from_disk(place, age, name, make):
    folder = place.store_folder / "kept" / age
    path = folder / f"{name}.json"
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return _made(folder, name, make)


def _made(folder, name, make):
    """Work it out and write it, with a mark beside it while it is under way."""
    if not folder.is_dir():
        _let_go(folder)
    folder.mkdir(parents=True, exist_ok=True)
    mark = folder / f".{name}.begun"
    mark.touch()
    try:
        text = json.dumps(make(), ensure_ascii=False)
        write_text(folder / f"{name}.json", text)
    finally:
        mark.unlink(missing_ok=True)
    return json.loads(text)


def _let_go(folder):
    """Before a new age begins, delete all but the newest of those before."""
    if folder.parent.is_dir():
        old = sorted(folder.parent.iterdir(), key=lambda f: f.stat().st_mtime_ns)
        for one in old[: -(FOLDERS - 1)]:
            with suppress(FileNotFoundError):  # another process may be at the same
                remove(one)


@contextmanager
def _alone(key):
    """One thread works a piece out; the others wait for it."""
    with _guard:
        lock, waiting = _making.get(key, (threading.Lock(), 0))
        _making[key] = lock, waiting + 1
    try:
        with lock:
            yield
    finally:
        with _guard:
            lock, waiting = _making.pop(key)
            if waiting > 1:
                _making[key] = lock, waiting - 1
