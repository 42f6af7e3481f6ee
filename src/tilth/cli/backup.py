"""tilth backup, tilth restore: a place into one file, and a place from one."""

import shutil
from pathlib import Path

from tilth.cli.verbs import Answer, Verb
from tilth.ground.errors import StoreError, UsageError
from tilth.ground.keys import key_path
from tilth.ground.place import Place
from tilth.store import archive
from tilth.store.releases import open_release
from tilth.store.stages import disk_trouble
from tilth.store.whole import whole_folder


def arguments(parser):
    parser.add_argument("file", metavar="FILE", help="the file of the backup, such as friday.tar")


def backup(args, progress):
    """Write the whole place into one file; its keys are never in it."""
    place = Place.open(args.place)
    from tilth.web.records import open_records

    open_records(place)
    from tilth.web.house.backing.making import backup as make

    progress("copying the place")
    with disk_trouble(Path(args.file).parent):
        told = make(place, args.file)
    key = key_path(place.folder, place.privacy.key_file or None)
    lines = [
        f"{place.name} is in {args.file}: {told['files']:,} files, {told['bytes']:,} bytes.",
        "It holds people's records: keep it as safe as the place itself.",
        f"The key is not in it. Keep {key} apart from it, in a safe copy of its own.",
    ]
    again = f"tilth restore {args.file} --place FOLDER"
    return Answer(told | {"file": args.file, "key": str(key)}, lines, next=again)


def restore(args, progress):
    """Bring a place back from its backup into a new folder, whole or not at all."""
    folder, file = Path(args.place), Path(args.file)
    if not file.is_file():
        raise UsageError("there is no such file", where=str(file))
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(
            "there is something in this folder already",
            where=str(folder),
            remedy="Name a new one with --place.",
        )
    progress("reading the backup")
    with disk_trouble(folder.parent), whole_folder(folder) as temporary:
        temporary.chmod(0o700)
        card = archive.read(file, temporary)
        _check(temporary, card, progress)
    try:
        return _settled(Place.open(folder), card)
    except BaseException:
        shutil.rmtree(folder)  # nobody opens a place in which what was taken back stands again
        raise


def _settled(place, card):
    from tilth.web.records import open_records

    open_records(place, bare=True)
    from tilth.web.house.backing.bringing_back import settle

    return _told(place, card, settle(place, card))


def _check(folder, card, progress):
    """Raise where what was in the backup is no sound place, before anything stands in its name."""
    place = Place.open(folder)
    from tilth.web.environment import database

    here = "sqlite" if "sqlite" in database(place)["ENGINE"] else "postgresql"
    if card["records"] != here:
        raise StoreError(
            f"the records of this backup were kept in {card['records']}, and here in {here}",
            where="TILTH_DATABASE_URL",
            remedy="Set it as it was where the backup was made.",
        )
    for at in sorted(folder.rglob("*.sqlite")):
        progress(f"looking at {at.name}")
        archive.check_book(at)
    if card["release"]:
        progress("looking at the release")
        open_release(place, card["release"], verify=True)


def _told(place, card, notes):
    key = key_path(place.folder, place.privacy.key_file or None)
    lines = [
        f"{place.name} is back as it stood on {card['made'][:10]}, every file as it was then.",
        *notes,
        "Everybody signs in anew. Rights that ended since the backup are as they were then:",
        "look through /manage/people/ and end them again.",
    ]
    if not key.exists():
        lines.append(f"Bring its key from its safe copy to {key}.")
    value = {"place": place.name, "made": card["made"], "release": card["release"]}
    value |= {"notes": notes, "key": str(key), "key is there": key.exists()}
    return Answer(value, lines, next=f"tilth doctor --place {place.folder}")


VERBS = (
    Verb("", "backup", "write the whole place into one file", backup, arguments,
         level="D3", purpose="assure"),
    Verb("", "restore", "bring a place back from its backup", restore, arguments,
         level="D3", purpose="assure"),
)  # fmt: skip
