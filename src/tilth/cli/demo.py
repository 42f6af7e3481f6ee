"""tilth demo: the whole way, on made-up people."""

import hashlib
import json
from pathlib import Path

from tilth.cli import see_build, see_intake
from tilth.cli import serve as serving
from tilth.cli.preparing import prepared_beside
from tilth.cli.verbs import Answer, Verb, people, whole
from tilth.demo import greenmarch
from tilth.ground.errors import UsageError
from tilth.ground.keys import key_path, make_key
from tilth.ground.place import Place
from tilth.see.build import build
from tilth.see.intake import load_all
from tilth.store.whole import whole_folder


def arguments(parser):
    parser.add_argument("--folder", default="demo", help="where to make it (demo)")
    parser.add_argument("--people", type=people, default=25_000, help="how many people (25,000)")
    parser.add_argument("--seed", type=whole(0), default=1, help="same seed, same bytes (1)")
    parser.add_argument("--no-serve", action="store_true", help="prepare the site, do not open it")
    parser.add_argument("--port", type=serving.port, help="the site's port (8000, or the next)")
    parser.add_argument("--no-browser", action="store_true", help="only print the address")
    parser.add_argument("--data-only", action="store_true", help="make the files, load nothing")


def demo(args, progress):
    """Make Greenmarch, load every partner's file, match the records, publish and show it."""
    folder = made(Path(args.folder), args.people, args.seed, progress)
    place = Place.open(folder)
    files = sorted(p for p in (folder / "incoming").iterdir() if p.suffix != ".json")
    if args.data_only:
        return Answer(
            {"folder": str(folder), "people": args.people, "files": [f.name for f in files]},
            lines=[
                f"SYNTHETIC: {args.people:,} made-up people of {place.name} in {folder}/,",
                f"what their partners would send in {len(files)} files, the truth in truth/.",
            ],
            next=f"tilth see import --place {folder}",
        )
    with prepared_beside(place, progress):  # the records rest on nobody's data
        came, shown = filled(place, progress), see_build.shown(place)
    value, lines = {"files": came.value["files"], **shown.value}, [*came.lines, "", *shown.lines]
    lines = ["What partners sent:", *lines]
    if args.no_serve:
        return Answer(value, lines=lines, next=f"tilth serve --place {folder}")
    url = serving.chosen(place, serving.HOST, args.port)
    return Answer(
        {**value, "address": url},
        lines=[*lines, "", f"The site is opening at {url} (Ctrl-C stops it)."],
        then=lambda: serving.run(
            url, serving.HOST, 1, quiet=args.quiet, browser=serving.browser(args)
        ),
    )


def loaded(folder, people, seed, progress):
    """The made-up place with every file loaded and its release in service, and no site."""
    place = Place.open(made(folder, people, seed, progress))
    filled(place, progress)
    return place


def filled(place, progress):
    """Load every partner's file, match the records and publish; what came, as told."""
    day = place.place.as_of
    came = see_intake.told(load_all(place, on=day, progress=progress))
    build(place, on=day, progress=progress)
    return came


def made(folder, people, seed, progress):
    """The folder of made-up people, made unless it is already there with the same seed."""
    stamp, asked = folder / "truth" / "made.json", {"people": people, "seed": seed}
    if stamp.exists() and json.loads(stamp.read_text(encoding="utf-8")) == asked:
        return folder
    if folder.exists():
        raise UsageError(
            "this folder holds something else",
            where=str(folder),
            remedy="Choose another with --folder, or remove it.",
        )
    with whole_folder(folder) as making:
        greenmarch.make(making, people=people, seed=seed, progress=progress)
        (making / "truth" / "made.json").write_text(json.dumps(asked), encoding="utf-8")
    secret = hashlib.sha256(f"tilth made-up people {seed}".encode()).digest()
    make_key(key_path(folder, Place.open(folder).privacy.key_file), secret=secret)
    return folder


VERBS = (
    Verb("", "demo", "Make and show a made-up place", demo, arguments, level="D3", purpose="plan"),
)
