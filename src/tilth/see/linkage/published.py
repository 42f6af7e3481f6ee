"""The linkage behind the release in service: how good it is, and what people should look at."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from tilth.ground.errors import StoreError, UsageError
from tilth.see.linkage.accuracy import accuracy, pair_counts
from tilth.store.matching.known_truth import beside_truth, review_pairs
from tilth.store.releases import open_release, read_json

SMALL = 8  # below this many pairs a group's figures are withheld, SAFETY DC


@dataclass(frozen=True)
class Published:
    """The linkage of one release: its quality, and where its stages lie."""

    release: str
    synthetic: bool
    quality: dict
    link: Path
    identity: Path


def published(place):
    """The linkage behind the release in service. Raises StoreError where there is none."""
    release = open_release(place)
    lineage = read_json(release, "lineage.json")
    stages = place.store_folder / "stages"
    folders = {}
    for name in ("link", "identity"):
        folders[name] = stages / name / lineage["stages"][name][0]["key"]
        if not folders[name].is_dir():
            raise StoreError(
                f"the stage {name} behind this release is gone",
                where=str(folders[name]),
                remedy="Run tilth see build.",
            )
    quality = read_json(release, "quality.json")
    synthetic = release.manifest["synthetic"]
    return Published(release.name, synthetic, quality, folders["link"], folders["identity"])


def against_truth(one, truth_path):
    """Pairwise precision, recall and F1 of a release's linkage against known truth."""
    if not Path(truth_path).is_file():
        raise UsageError("there is no such file", where=str(truth_path))
    found, true, unknown = beside_truth(
        one.link / "link.parquet", one.identity / "identity.parquet", truth_path
    )
    told = {"records": len(found), "records_without_truth": unknown}
    return {**told, **accuracy(*pair_counts(found, true))}


def safe_groups(by):
    """Each breakdown with the figures of small groups withheld."""
    kept = {"group", "pairs"}
    return {
        name: [
            g
            if g["pairs"] >= SMALL
            else {
                k: (g[k] if k == "group" else "*" if k == "pairs" else None)
                for k in (kept | g.keys())
            }
            for g in groups
        ]
        for name, groups in by.items()
    }


def to_review(one, decisions):
    """The pairs waiting for people, each with a short code, without those already decided."""
    decided = {(d.record_l, d.record_r) for d in decisions if d.verdict != "unsure"}
    pairs = review_pairs(one.link / "review.parquet")
    return [
        {"pair": code(p["record_l"], p["record_r"]), **p}
        for p in pairs
        if (p["record_l"], p["record_r"]) not in decided
    ]


def code(left, right):
    """A short name for a pair of records, that says nothing of them."""
    return hashlib.sha256(f"{left} {right}".encode()).hexdigest()[:8]


def find(pairs, said):
    """The pair a person named. Raises UsageError where there is none, or two of that name."""
    found = [p for p in pairs if p["pair"] == said]
    if len(found) != 1:
        raise UsageError(
            f"{said} is not a pair waiting to be looked at",
            remedy="tilth see review lists them.",
        )
    return found[0]
