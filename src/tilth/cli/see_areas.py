"""tilth see areas: the areas of a layer, their names, their people, and whether they tile."""

import json
from pathlib import Path

import shapely

from tilth.cli.verbs import Answer, Verb, number
from tilth.ground.errors import DefinitionError, UsageError
from tilth.ground.geography import Geography
from tilth.ground.geography.checking import SHAPE_TOLERANCE, check
from tilth.ground.geography.populations import differences, residents, unplaced
from tilth.ground.place import Place
from tilth.store.whole import write_text


def arguments(parser):
    parser.add_argument("layer", nargs="?", help="which layer; every layer, counted, if not given")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--check", action="store_true", help="list every gap and overlap")
    what.add_argument(
        "--differences", action="store_true", help="people resident beside people registered"
    )
    what.add_argument("--geojson", metavar="FILE", help="write the layer's outlines to a map file")
    what.add_argument("--find", metavar="WORDS", help="the areas a person may mean by these words")
    parser.add_argument(
        "--tolerance", type=number, default=SHAPE_TOLERANCE, help="square metres a gap may have"
    )


def areas(args, progress):
    """What areas a layer has; or what its check, its two populations or its map say."""
    if args.layer is None and (args.differences or args.geojson):
        raise UsageError(
            f"{'--differences' if args.differences else '--geojson'} is asked of one layer.",
            remedy="Name the layer first: tilth see areas lists them.",
        )
    geography = Geography.open(Place.open(args.place))
    if args.find:
        return _found(geography, args)
    if args.layer is None:
        return _checked(geography, args, progress) if args.check else _layers(geography, args)
    geography.layer(args.layer)
    if args.check:
        return _checked(geography, args, progress)
    if args.differences:
        return _two_populations(geography, args)
    if args.geojson:
        return _map(geography, args)
    return _areas(geography, args)


def _layers(geography, args):
    rows = [
        {
            "layer": name,
            "title": layer.title,
            "areas": len(geography.areas(name)) or len(geography.postcodes(name)),
            "partitions": layer.partitions,
        }
        for name, layer in geography.layers.items()
    ]
    return Answer({"layers": rows}, rows=rows, next=f"tilth see areas ward --place {args.place}")


def _areas(geography, args):
    try:
        counted = residents(geography, args.layer)
        people, about = counted.values, counted.about
    except DefinitionError:
        people, about = {}, "nobody has been counted by this layer"
    rows = [
        {
            "code": code,
            "name": area.familiar,
            "official_name": area.name,
            "people": _round(people.get(code)),
            "until": str(area.valid_to) if area.valid_to else "",
        }
        for code, area in sorted(geography.areas(args.layer).items())
    ]
    value = {"layer": args.layer, "about": about, "areas": rows}
    step = f"tilth see areas {args.layer} --check --place {args.place}"
    return Answer(value, rows=rows, next=step)


def _round(people):
    return None if people is None else round(people)


def _found(geography, args):
    found = geography.lives_in(args.find)
    rows = [
        {"layer": a.layer, "code": a.code, "name": a.familiar, "official_name": a.name}
        for a in found
        if args.layer in (None, a.layer)
    ]
    lines = [] if rows else ["No area here is called that; the words are kept as they were said."]
    return Answer({"said": args.find, "areas": rows}, lines=lines, rows=rows or None)


def _checked(geography, args, progress):
    names = [args.layer] if args.layer else [n for n, x in geography.layers.items() if x.partitions]
    lines, told = [], []
    for done, name in enumerate(names):
        progress("checking layers", done, len(names))
        one = check(geography, name, tolerance=args.tolerance)
        told.append(_told(one))
        lines += _said(one)
    return Answer({"checked": told}, lines)


def _told(one):
    flaws = [{**vars(flaw), "areas": list(flaw.areas)} for flaw in one.flaws]
    return {
        "layer": one.layer,
        "should_tile": one.partitions,
        "judged_by": list(one.judged),
        "sound": one.sound,
        "tolerance_square_metres": one.tolerance,
        "not_drawn_in": list(one.bare),
        "flaws": flaws,
    }


def _said(one):
    if not one.partitions:
        return [f"{one.layer}: should tile nothing, so there is nothing to check"]
    if not one.judged:
        return [f"{one.layer}: not drawn here"]
    how = " and ".join(one.judged)
    gaps = sum(flaw.kind == "gap" for flaw in one.flaws)
    lines = [
        f"{one.layer}: tiles {one.partitions} without gap or overlap (by {how})"
        if one.sound
        else f"{one.layer}: {gaps} gaps and {len(one.flaws) - gaps} overlaps (by {how})"
    ]
    for flaw in one.flaws:
        size = f"{flaw.size:,.0f}" if flaw.unit == "square metres" else f"{flaw.size:g}"
        of = f" of {', '.join(flaw.areas)}" if flaw.areas else ""
        lines.append(
            f"  {flaw.kind} by {flaw.by} in {flaw.within or 'no area'}{of}: {size} {flaw.unit}"
        )
    if one.bare:
        lines.append(f"  not drawn in {', '.join(one.bare)}")
    return lines


def _two_populations(geography, args):
    rows = differences(geography, args.layer)
    about = rows[0]["about"] if rows else ""
    left_out = unplaced(geography)
    shown = [
        {
            "code": row["area"],
            "name": row["name"],
            "resident": _round(row["resident"]),
            "registered": _round(row["registered"]),
            "difference": _round(row["difference"]),
            "registered_per_resident": row["registered_per_resident"]
            and round(row["registered_per_resident"], 3),
        }
        for row in rows
    ]
    value = {
        "layer": args.layer,
        "about": about,
        "practices_left_out": left_out,
        "areas": shown,
    }
    return Answer(value, rows=shown)


def _map(geography, args):
    shapes = geography.shapes(args.layer)
    known = geography.areas(args.layer)
    if not shapes:
        raise DefinitionError(
            f"no outline of any {args.layer} is known.",
            remedy="Layers with outlines: "
            + ", ".join(sorted({row["layer"] for row in geography.rows("shape")})),
        )
    features = [
        {
            "type": "Feature",
            "properties": {"code": code, "name": known[code].familiar},
            "geometry": json.loads(shapely.to_geojson(shape)),
        }
        for code, shape in sorted(shapes.items())
        if code in known
    ]
    about = {"licences": licences(geography), "synthetic": geography.about.get("synthetic", False)}
    collection = {"type": "FeatureCollection", "name": args.layer, **about, "features": features}
    write_text(Path(args.geojson), json.dumps(collection, ensure_ascii=False) + "\n")
    value = {"file": args.geojson, "layer": args.layer, "areas": len(features)}
    return Answer(value, [f"{len(features):,} outlines in {args.geojson}"])


def licences(geography):
    """The licence lines of everything the outlines and figures came from, each once."""
    told = geography.about.get("publications", [])
    return sorted({one["licence"] for one in told if one["files"]})


VERBS = (
    Verb(
        room="see",
        name="areas",
        says="the areas of a layer, their names and people; gaps and overlaps",
        run=areas,
        arguments=arguments,
        level="D0",
        purpose="plan",
    ),
)
