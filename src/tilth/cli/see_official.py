"""tilth see official: which official figures are held, and a place's own brought in."""

from tilth.cli.verbs import Answer, Verb
from tilth.ground.geography import Geography
from tilth.ground.place import Place


def arguments(parser):
    parser.add_argument(
        "file", nargs="?", help="a CSV as Fingertips' download has it; what is held, if not given"
    )
    parser.add_argument("--name", help="what to call it; the same name again replaces it")


def run(args, progress):
    """List the official figures held here, or bring in a file of them."""
    place = Place.open(args.place)
    return _brought(place, args) if args.file else _listed(place)


def _listed(place):
    from tilth.see.needs.indicator import Indicator
    from tilth.see.official.rows import measures
    from tilth.see.official.words import publisher_of

    geography = Geography.open(place)
    official = [one for one in place.all(Indicator).values() if not one.counted]
    names = {part: one.name for one in official for some in one.measures for part in some}
    rows = [
        {
            "measure": measure,
            "layer": layer,
            "indicator": names.get(measure, ""),
            "title": title,
            "published_by": publisher_of(geography, source),
            "periods": periods,
            "first": first,
            "last": last,
        }
        for (measure, layer), (title, source, periods, first, last) in measures(geography).items()
    ]
    step = "tilth see indicator official_deprivation --layer place"
    return Answer({"official": rows}, rows=rows, next=step)


def _brought(place, args):
    from tilth.see.needs.indicator import Indicator
    from tilth.see.official.bringing import bring_in

    found = bring_in(place, args.file, name=args.name)
    official = [one for one in place.all(Indicator).values() if not one.counted]
    shown = {part: one.name for one in official for some in one.measures for part in some}
    new = sorted(set(found.indicators) - set(shown))
    lines = [f"{found.figures:,} figures of {len(found.indicators):,} indicators: {found.path}"]
    if found.elsewhere:
        lines.append(f"{found.elsewhere:,} lines are about areas that are not here: left out.")
    if found.outside:
        some = ", ".join(f"{line:,}" for line in found.outside[:5])
        lines.append(
            f"{len(found.outside):,} lines have a value outside its own limits, kept as "
            f"published: {some}{' and more' if len(found.outside) > 5 else ''}."
        )
    for measure in new:
        lines.append(f"No indicator shows {measure} ({found.indicators[measure]}) yet.")
    value = {
        **{k: getattr(found, k) for k in ("name", "sha256", "lines", "figures", "elsewhere")},
        "outside": list(found.outside),
        "indicators": found.indicators,
        "without_indicator": new,
    }
    known = sorted(set(found.indicators) & set(shown))
    step = (
        "write definitions/indicators/NAME.toml with statistic = published (docs/see/official.md)"
    )
    if known:
        step = f"tilth see indicator {shown[known[0]]} --layer place"
    return Answer(value, lines, next=step)


VERBS = (
    Verb(
        room="see",
        name="official",
        says="which official figures are held; a Fingertips download brought in",
        run=run,
        arguments=arguments,
        level="D1",
        purpose="plan",
    ),
)
