"""tilth learn share: our file for other systems, and theirs taken in, once or again and again."""

import time

from tilth.cli.verbs import Answer, Verb, whole
from tilth.ground.errors import StoreError, TilthError, UsageError
from tilth.ground.place import Place

LEAST = 5  # seconds between two readings


def share_arguments(parser):
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--out", metavar="FILE", help="write our own file here")
    group.add_argument("--take", metavar="FILE", help="take in a file another system gave us")
    group.add_argument("--read", action="store_true", help="read every trusted system's address")
    group.add_argument(
        "--follow", action="store_true", help="read them again and again, so that what is taken "
        "back there is gone here within a minute",
    )  # fmt: skip
    parser.add_argument("--every", type=whole(LEAST), default=30, metavar="SECONDS",
                        help="with --follow")  # fmt: skip
    parser.add_argument("--local", action="store_true", help="also http addresses of this machine")


def share(args, progress):
    """Whom we share with; or one of the four things above."""
    place = Place.open(args.place)
    from tilth.web.records import open_records

    open_records(place)
    if args.out:
        return _written(place, args.out)
    if args.take:
        return _taken(args.take)
    if args.read or args.follow:
        return _read(args)
    return _told(place)


def _told(place):
    from tilth.learn.federation.envelope import fingerprint
    from tilth.web.learn.models import System
    from tilth.web.learn.sharing.own import own_key, own_slug

    rows = [
        {"system": one.slug, "name": one.name, "trusted": one.trusted, "read": one.read,
         "fingerprint": fingerprint(one.public_key)}
        for one in System.objects.all()
    ]  # fmt: skip
    own = {"system": own_slug(place), "key": own_key(), "fingerprint": fingerprint(own_key())}
    lines = [f"We are {own['system']}.", f"Key: {own['key']}", f"Fingerprint: {own['fingerprint']}"]
    step = "tilth learn share --read" if rows else "trust a system at /learn/sharing/"
    return Answer({"own": own, "systems": rows}, lines=lines, rows=rows or None, next=step)


def _written(place, path):
    from tilth.web.learn.sharing.giving import file_of

    content = file_of(place)
    try:
        with open(path, "wb") as file:
            file.write(content)
    except OSError as error:
        remedy = "Choose a folder that is there and can be written to."
        raise StoreError("the file cannot be written", where=path, remedy=remedy) from error
    return Answer({"file": path, "bytes": len(content)}, lines=[f"{path}: {len(content):,} bytes"],
                  next="give it to a system that trusts us")  # fmt: skip


def _taken(path):
    from tilth.web.house.by import By
    from tilth.web.learn.actions.sharing import take

    try:
        with open(path, "rb") as file:
            content = file.read()
    except OSError as error:
        raise UsageError("there is no such file", where=path) from error
    done = take(By.command(), content, where=path)
    return Answer(done, rows=[done], next="look at /learn/sharing/")


def _read(args):
    """Every trusted system once; with --follow until somebody stops it."""
    from tilth.web.learn.models import System

    while True:
        rows = [_one(system, args.local)
                for system in System.objects.filter(trusted=True).exclude(url="")]  # fmt: skip
        if not args.follow:
            step = "" if rows else "give a system its address at /learn/sharing/"
            return Answer({"systems": rows}, rows=rows, next=step)
        for row in rows:
            print(", ".join(f"{name} {value}" for name, value in row.items()), flush=True)
        time.sleep(args.every)


def _one(system, local):
    from tilth.web.house.by import By
    from tilth.web.learn.actions.sharing import take
    from tilth.web.learn.sharing.fetching import fetched

    told = {"system": system.slug, "new": 0, "changed": 0, "gone": 0, "same": 0, "waiting": 0}
    try:
        done = take(By.command(), fetched(system.url, local=local), where=system.url)
        return {**told, **done, "problem": ""}
    except TilthError as error:  # one system that is away does not keep the others waiting
        return {**told, "problem": str(error.what)}


VERBS = (
    Verb("learn", "share", "what we tell other systems, and what they tell us", share,
         share_arguments, level="D1", purpose="plan"),
)  # fmt: skip
