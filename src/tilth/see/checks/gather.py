"""Gather what checks are asked of: the rows in service, the release, the records matched."""

from dataclasses import replace

from tilth.ground.extracts import Concept, Extract
from tilth.see.checks.sheet import Sheet, Whole
from tilth.store.checking import asking
from tilth.store.published import Release, in_service
from tilth.store.releases import read_json
from tilth.store.stages import open_stage

LISTS = ("postcode", "organisation", "measure", "area")
OF_A_RELEASE = ("person", "event", "concept", "small_area")


def sheets(place, ledger, connection, *, on, only=None):
    """The sheets of every source that may be read and has a file in service.

    Returns (sheets, why others are left out as {source: reason}). only: one source's name; the
    others are opened all the same, because some checks compare with them.
    """
    found, left_out = [], {}
    concepts, lists = place.all(Concept), _lists(place, connection)
    for source in place.sources:
        serving = ledger.in_service(source.name)
        if source.until < on:
            left_out[source.name] = f"its agreement ended on {source.until}"
        elif not serving:
            left_out[source.name] = "no file of it is in service"
        else:
            sheet = _sheet(place, ledger, connection, source, serving, on)
            found.append(replace(sheet, concepts=concepts, lists=lists))
    around = [replace(s, others=tuple(o for o in found if o is not s)) for s in found]
    kept = [s for s in around if only in (None, s.source.name)]
    return kept, {n: why for n, why in left_out.items() if only in (None, n)}


def _sheet(place, ledger, connection, source, serving, on):
    extract = place.find(Extract, source.kind)
    before = _before(ledger, serving[-1])
    if extract.delivery == "period" and before:
        # The months of one file are compared with those of the file before it, not with all.
        latest = _view(connection, f"latest {source.name}", serving[-1:])
    else:
        latest = ""
    types = asking.make_rows_view(connection, source.name, _parts(serving))
    return Sheet(
        source=source,
        extract=extract,
        rows=asking.relation(source.name),
        types=types,
        versions=tuple(serving),
        as_of=on,
        before=_view(connection, f"before {source.name}", [before]) if before else "",
        latest=latest,
        set_aside=_view(connection, f"set aside {source.name}", serving, "quarantine.parquet"),
        sent_twice=_view(connection, f"sent twice {source.name}", serving, "duplicate.parquet"),
    )


def _before(ledger, newest):
    """The version before the newest: of an earlier period, or the snapshot it took the place of."""
    earlier = [
        v
        for v in ledger.versions(newest.source)
        if v.state in ("in_service", "superseded")
        and (v.period_to, v.sequence) != (newest.period_to, newest.sequence)
        and (v.period_to or newest.period_to or 0) <= (newest.period_to or v.period_to or 0)
        and v.version != newest.version
    ]
    return max(earlier, key=lambda v: (str(v.period_to), v.sequence, v.number), default=None)


def _parts(versions):
    return [(v.version, v.folder, v.period_from, v.period_to) for v in versions]


def _view(connection, name, versions, file="accepted.parquet"):
    """What SQL calls one file of these versions; empty where none of them has it."""
    there = [v for v in versions if (v.folder / file).is_file()]
    if not there:
        return ""
    asking.make_rows_view(connection, name, _parts(there), file)
    return asking.relation(name)


def _lists(place, connection):
    found = {}
    for name in LISTS:
        path = place.geography_folder / f"{name}.parquet"
        if path.is_file():
            asking.make_view(connection, f"list {name}", path)
            found[name] = asking.relation(f"list {name}")
    return found


def whole(place, connection):
    """The place as a whole: its release in service and the stages it was made from."""
    folder = place.store_folder
    if not (folder / "current").is_file():
        return Whole({})
    release = Release(folder / "releases" / in_service(folder))
    paths = {name: release.path(name) for name in OF_A_RELEASE}
    paths["resident"] = place.geography_folder / "resident.parquet"
    stages = _stages(folder, release)
    for stage in ("link", "identity"):
        for found in stages.get(stage, {}).values():
            paths[stage] = found.path(f"{stage}.parquet")
    views = {}
    for name, path in paths.items():
        if path.is_file():
            asking.make_view(connection, f"whole {name}", path)
            views[name] = asking.relation(f"whole {name}")
    if parts := _ethnic_groups(place, stages.get("pseudonymise", {})):
        views["ethnic_group"] = asking.union_of(parts)
    sources = tuple(s.name for s in place.sources)
    return Whole(views, sources, place.all(Concept), release.name)


def _stages(store, release):
    """{stage: {source: Stage}} of the stages kept that a release was made from, hashes read."""
    told = read_json(release, "lineage.json")["stages"]
    found = {}
    for name in ("link", "identity", "pseudonymise"):
        for one in told.get(name, ()):
            folder = store / "stages" / name / one["key"]
            if folder.is_dir():
                found.setdefault(name, {})[one["of"]] = open_stage(folder)
    return found


def _ethnic_groups(place, payloads):
    """(source, file, column) of each source's own word on ethnic group."""
    parts = []
    for source in place.sources:
        columns = place.find(Extract, source.kind).columns
        said = next((n for n, c in columns.items() if c.attribute == "ethnic_group"), None)
        if said and source.name in payloads:
            parts.append((source.name, payloads[source.name].path("payload.parquet"), said))
    return parts
