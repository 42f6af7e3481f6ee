"""tilth new: a place opened from publishers' open files."""

import hashlib
import shutil
from importlib import import_module, resources
from pathlib import Path

from tilth.cli.verbs import Answer, Verb, people, whole
from tilth.ground.errors import DefinitionError, UsageError
from tilth.ground.geography import Geography
from tilth.ground.geography.gazetteer import Gazetteer
from tilth.ground.geography.opening import DEFINITIONS, about_place, place_toml
from tilth.ground.geography.tables import write_tables
from tilth.ground.keys import key_path, make_key
from tilth.ground.place import Place, load_folder
from tilth.ground.publishers.building import build
from tilth.ground.publishers.publication import Publication
from tilth.ground.strict import nearest
from tilth.store.whole import whole_folder


def arguments(parser):
    parser.add_argument("folder", help="the new place's folder, not there yet or empty")
    parser.add_argument(
        "--open-data", required=True, metavar="DIR", help="where the publishers' files lie"
    )
    parser.add_argument(
        "--places", required=True, metavar="CODE,CODE", help="places, by code or by name"
    )
    parser.add_argument(
        "--beside",
        default="",
        metavar="CODE,CODE",
        help="other places, by code or name, whose published figures stand beside yours",
    )
    parser.add_argument("--name", help="what to call it; the place's or the system's name if not")
    parser.add_argument(
        "--neighbourhoods",
        metavar="FILE|LAYER",
        help="an agreed file (CSV or GeoJSON), or a layer: locality, ward, pcn",
    )
    parser.add_argument("--agreed-in", default="", help="where the neighbourhoods were agreed")
    parser.add_argument("--country", default="england", help="which gazetteer of layers to use")
    parser.add_argument(
        "--definitions", metavar="DIR", help="a folder with gazetteers/ and publishers/ of your own"
    )
    parser.add_argument(
        "--synthetic", action="store_true", help="fill it with made-up people, marked SYNTHETIC"
    )
    parser.add_argument("--people", type=people, default=25_000, help="how many made-up people")
    parser.add_argument("--seed", type=whole(0), default=1, help="the same seed, the same people")


def new(args, progress):
    """Open a place: its geography, its settings, its key outside the folder."""
    folder = Path(args.folder)
    _refuse_full(folder)
    source = Path(args.open_data)
    if not source.is_dir():
        raise UsageError("there is no such folder.", where=str(source), remedy="Check --open-data.")
    asked, beside = _words(args.places), _words(args.beside)
    gazetteer, publications = definitions(args.country, args.definitions)
    built = build(source, publications, gazetteer, asked, beside=beside, progress=progress)
    built.about["synthetic"] = bool(args.synthetic)
    try:
        name, code, system = about_place(built, name=args.name)
    except ValueError as error:
        raise UsageError(f"{error}.", remedy="Say what to call them together: --name.") from None
    layers = {part: getattr(gazetteer, part) for part in ("small_area", "place", "system")}
    drawn = _neighbourhoods(args)
    told = {"layers": layers, "synthetic": args.synthetic, "neighbourhood": drawn}
    text = place_toml(name, code, system, beside=list(built.about["beside"]), **told)
    with whole_folder(folder) as inside:
        write_tables(inside / "geography", built.tables, built.about)
        for kind in DEFINITIONS:
            (inside / "definitions" / kind).mkdir(parents=True)
        (inside / "incoming").mkdir()
        (inside / "place.toml").write_text(text, encoding="utf-8")
        if isinstance(drawn, dict):
            shutil.copyfile(args.neighbourhoods, inside / drawn["file"])
        Geography.open(Place.open(inside))
        if args.synthetic:
            sender = import_module("tilth.demo.send")
            sender.make_people(inside, people=args.people, seed=args.seed, progress=progress)
    key = key_path(folder)
    make_key(key, secret=_known_secret(args.seed) if args.synthetic else None)
    return _answer(folder, name, code, built, key, args)


def _words(text):
    """Codes or names with commas between them, as a list."""
    return [word.strip() for word in text.split(",") if word.strip()]


def _refuse_full(folder):
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(
            "there is something here already.",
            where=str(folder),
            remedy="Name a folder that is not there yet; nothing was changed.",
        )


def _neighbourhoods(args):
    """What place.toml says of neighbourhoods: an agreed file, a layer's name, or nothing."""
    if not args.neighbourhoods:
        return None
    path = Path(args.neighbourhoods)
    if not path.is_file():
        return args.neighbourhoods
    return {"file": f"neighbourhoods{path.suffix}", "agreed_in": args.agreed_in}


def definitions(country, own=None):
    """The country's gazetteer and every publication, Tilth's own and those of a folder."""
    shipped = Path(str(resources.files("tilth") / "definitions"))
    gazetteers = load_folder(Gazetteer, shipped / Gazetteer.folder)
    publications = load_folder(Publication, shipped / Publication.folder)
    if own:
        gazetteers |= load_folder(Gazetteer, Path(own) / Gazetteer.folder)
        publications |= load_folder(Publication, Path(own) / Publication.folder)
    if country not in gazetteers:
        near = nearest(country, gazetteers)
        raise DefinitionError(
            f"there is no gazetteer called {country}.",
            remedy=f"Did you mean {near}?" if near else f"There are: {', '.join(gazetteers)}.",
        )
    return gazetteers[country], list(publications.values())


def _known_secret(seed):
    """The key of made-up people, so that the same seed gives the same pseudonyms anywhere."""
    return hashlib.sha256(f"tilth: nobody here is real, seed {seed}".encode()).digest()


def _answer(folder, name, code, built, key, args):
    counts = {table: rows.num_rows for table, rows in built.tables.items()}
    areas = {}
    for layer in built.tables["area"]["layer"].to_pylist():
        areas[layer] = areas.get(layer, 0) + 1
    told = built.about["publications"]
    missing = [p for p in told if not p["files"] and not p["refused"]]
    refused = [
        {"publication": p["name"], "file": r["file"], "why": r["why"]}
        for p in told
        for r in p["refused"]
    ]
    value = {
        "folder": str(folder),
        "name": name,
        "code": code,
        "places": built.places,
        "areas": areas,
        "rows": counts,
        "read": [
            {"publication": p["name"], **{k: f[k] for k in ("file", "rows", "recognised_by")}}
            for p in told
            for f in p["files"]
        ],
        "not_found": [{"publication": p["name"], "page": p["page"]} for p in missing],
        "refused": refused,
        "key": str(key),
        "synthetic": bool(args.synthetic),
    }
    lines = [
        f"{name} ({code}) is open in {folder}" + (" (SYNTHETIC)" if args.synthetic else ""),
        *(f"  {count:>9,} {layer}" for layer, count in areas.items()),
        f"  {counts['postcode']:>9,} postcodes",
        f"  {counts['measure']:>9,} published figures",
        f"Read {len(value['read'])} files of open data. The key is {key}, outside the folder.",
        *(f"Not read: {r['file']}: {r['why']}" for r in refused),
    ]
    if missing:
        lines.append("Not found, so without it: " + "; ".join(p["title"] for p in missing) + ".")
    place = f"--place {folder}"
    step = f"tilth see build {place}" if args.synthetic else f"tilth see areas {place}"
    return Answer(value, lines, next=step)


VERBS = (
    Verb(
        room="",
        name="new",
        says="open a place from publishers' open files",
        run=new,
        arguments=arguments,
        level="D0",
        purpose="plan",
    ),
)
