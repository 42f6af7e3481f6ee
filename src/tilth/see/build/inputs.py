"""What a build reads: files in service, definitions, geography, decisions, opt-outs; one hash."""

import dataclasses
import functools
import json
from dataclasses import dataclass, field
from pathlib import Path

from tilth.ground.errors import StoreError
from tilth.ground.extracts import Concept, Extract
from tilth.see.build.opt_outs import OptOuts, read_opt_outs
from tilth.see.build.small_areas import small_areas
from tilth.store.stages import hash_of
from tilth.store.whole import hashes_of, sha256_of

PLAN = "plan"
SAME, DIFFERENT = "same", "different"
# The ledger's words for a person's verdict on a pair of records, and the linkage's.
VERDICTS = {SAME: "accept", DIFFERENT: "reject"}


@dataclass(frozen=True)
class File:
    """One accepted file in service. accepted: hash of its rows as they are kept."""

    name: str
    sha256: str
    sender: str
    period_from: object
    period_to: object
    rows: int
    accepted: str
    path: Path = field(compare=False)

    def told(self):
        """What lineage says of it: nothing that depends on when or where it was read."""
        told = {f.name: getattr(self, f.name) for f in dataclasses.fields(self)}
        del told["path"]
        return {k: v if isinstance(v, int) else v and str(v) for k, v in told.items()}


@dataclass(frozen=True)
class Feed:
    """One source with files in service, its contract and its rank in place.toml."""

    source: object
    extract: Extract
    files: tuple[File, ...]
    rank: int

    @property
    def name(self):
        return self.source.name

    @property
    def plan(self):
        return PLAN in self.source.purpose

    @property
    def days(self):
        return tuple(f.period_to for f in self.files)

    @property
    def contract(self):
        """The hash of the contract as it stands."""
        return definition_hash(self.extract)


@dataclass(frozen=True)
class Inputs:
    """All that a build depends on. not_read: sources left alone and why."""

    place: object
    feeds: tuple[Feed, ...]
    not_read: dict
    concepts: dict
    geography: dict
    key_id: str
    opt_outs: OptOuts | None
    decisions: tuple
    as_of: object
    synthetic: bool
    small_areas: object = field(compare=False)
    areas: tuple[str, ...]
    model: Path | None = None

    @functools.cached_property
    def small_areas_hash(self):
        """The hash of the table of small areas and of which are the place's."""
        return hash_of([self.small_areas.to_pydict(), self.areas])

    def fingerprint(self, code):
        """One hash of everything: the same fingerprint, the same release."""
        return hash_of(
            {
                "code": code,
                "place": [
                    self.place.place.code,
                    self.place.system and dataclasses.asdict(self.place.system),
                    self.synthetic,
                ],
                "feeds": [feed_told(feed) for feed in self.feeds],
                "not_read": self.not_read,
                "concepts": {n: definition_hash(c) for n, c in self.concepts.items()},
                "geography": self.geography,
                "small_areas": self.small_areas_hash,
                "key": self.key_id,
                "opt_outs": self.opt_outs and self.opt_outs.told(),
                "decisions": self.decisions,
                "as_of": str(self.as_of),
            }
        )


def feed_told(feed):
    """What lineage says of a source: who sent what, under which contract, and what for."""
    source = feed.source
    return {
        "source": source.name,
        "partner": source.partner,
        "rank": feed.rank,
        "contract": {"name": source.kind, "sha256": feed.contract},
        "purpose": sorted(source.purpose),
        "basis": source.basis,
        "until": str(source.until),
        "files": [file.told() for file in feed.files],
    }


def definition_hash(definition):
    """The hash of a definition, whatever file it came from."""
    return hash_of(json.loads(json.dumps(dataclasses.asdict(definition), default=str)))


def gather(place, ledger, *, on, key_id):
    """Everything a build of this place depends on, on this day.

    A source past its `until` is not read, nor one with no file in service; both are told.
    Raises AgreementError for the opt-out list, StoreError where nothing is in service or a kept
    file no longer is what was accepted.
    """
    feeds, not_read = _feeds(place, ledger, on)
    if not any(feed.plan for feed in feeds):
        raise StoreError(
            "no source that may be used for planning has a file in service",
            where=str(place.folder),
            remedy="Load one with tilth see import, or see why: tilth see import --json.",
        )
    table, areas = small_areas(place)
    ends = [day for feed in feeds if feed.plan for day in feed.days if day]
    return Inputs(
        place=place,
        feeds=feeds,
        not_read=not_read,
        concepts=place.all(Concept),
        geography=hashes_of(place.geography_folder),
        key_id=key_id,
        opt_outs=read_opt_outs(place, on),
        decisions=_decisions(ledger),
        as_of=max(ends) if ends else on,
        synthetic=place.place.synthetic,
        small_areas=table,
        areas=areas,
    )


def _feeds(place, ledger, on):
    """The sources to read, in the order of place.toml, and why others are not."""
    extracts, feeds, not_read = place.all(Extract), [], {}
    for rank, source in enumerate(place.sources):
        versions = ledger.in_service(source.name)
        if on > source.until:
            not_read[source.name] = f"its agreement ended on {source.until}"
        elif source.name in place.closed:
            not_read[source.name] = place.closed[source.name]
        elif not source.purpose or not source.basis.strip():
            not_read[source.name] = "it names no purpose or no basis"
        elif not versions:
            not_read[source.name] = "no file of it is in service"
        else:
            extract = extracts.get(source.kind) or place.find(Extract, source.kind)
            files = sorted((_file(v) for v in versions), key=_in_order)
            feeds.append(Feed(source, extract, tuple(files), rank))
    return tuple(feeds), not_read


def _file(version):
    path = version.folder / "accepted.parquet"
    accepted = sha256_of(path) if path.is_file() else None
    if accepted is None or _receipt(version).get("files", {}).get(path.name) != accepted:
        raise StoreError(
            "accepted.parquet is missing or has changed since it was accepted",
            where=str(version.folder),
            remedy="Restore the backup, or load the file again with tilth see import.",
        )
    return File(
        version.file,
        version.sha256,
        version.sender,
        version.period_from,
        version.period_to,
        version.accepted,
        accepted,
        path,
    )


def _receipt(version):
    try:
        return json.loads((version.folder / "receipt.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _in_order(file):
    """By period, then by content: never by the order of arrival."""
    return (str(file.period_to or ""), str(file.period_from or ""), file.sha256)


def _decisions(ledger):
    found = [
        (d.record_l, d.record_r, VERDICTS[d.verdict])
        for d in ledger.decisions()
        if d.verdict in VERDICTS
    ]
    return tuple(sorted(found))
