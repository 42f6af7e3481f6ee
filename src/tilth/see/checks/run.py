"""Run every check that applies, keep every row at fault, and say what was found."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from tilth.ground.errors import StoreError
from tilth.ground.extracts import Extract
from tilth.ground.progress import unwatched
from tilth.see.checks import gather
from tilth.see.checks.kind import Kind
from tilth.see.checks.kinds import OF_A_SHEET, OF_THE_WHOLE
from tilth.store.checking import asking
from tilth.store.engine import engine
from tilth.store.ledger import Ledger
from tilth.store.stages import disk_trouble, hash_of
from tilth.store.whole import check_hashes, hashes_of, sha256_of, whole_folder, write_json

RESULTS = ("pass", "fail", "not applicable", "error")


@dataclass(frozen=True)
class Checked:
    """What one run found. results: one dict a check; rows: the file of every row at fault."""

    run: str
    folder: Path
    results: list
    rows_at_fault: int

    @property
    def rows(self):
        return self.folder / "rows.parquet"

    def count(self, result):
        return sum(one["result"] == result for one in self.results)


def check(place, source=None, *, on, progress=unwatched):
    """Check one source, or all of them and the linked whole, as of a day.

    The same files, contracts, kinds, lists, release and day give the same run, made once.
    Raises DefinitionError where there is no such source, StoreError where the store is damaged.
    """
    if source:
        place.source(source)
    with Ledger.open(place) as ledger, ledger.lock("checks"):
        run = _run_hash(place, ledger, source, on)
        folder = place.store_folder / "checks" / run
        if not folder.is_dir():
            with disk_trouble(folder.parent), whole_folder(folder) as temporary:
                _make(place, ledger, source, on, temporary, progress)
        return _read(folder)


def last_run(place, source=None, *, on):
    """The run of these checks if it was made already, else None: nothing is asked anew."""
    with Ledger.open(place) as ledger:
        folder = place.store_folder / "checks" / _run_hash(place, ledger, source, on)
    return _read(folder) if folder.is_dir() else None


def _read(folder):
    """A finished run, its hashes checked."""
    try:
        card = json.loads((folder / "check.json").read_text(encoding="utf-8"))
        results = json.loads((folder / "results.json").read_text(encoding="utf-8"))
        hashes = {**card["hashes"], "check.json": sha256_of(folder / "check.json")}
    except (OSError, ValueError, KeyError):
        raise StoreError(
            "this run of checks is damaged",
            where=str(folder),
            remedy="Delete the folder and run tilth see check again.",
        ) from None
    check_hashes(folder, hashes)
    return Checked(folder.name, folder, results, card["rows"])


def _run_hash(place, ledger, source, on):
    kinds = {name: asdict(kind) for name, kind in place.all(Kind).items()}
    versions = [
        [s.name, str(s.until), [v.version for v in ledger.in_service(s.name)]]
        for s in place.sources
    ]
    contracts = {s.kind: repr(place.find(Extract, s.kind)) for s in place.sources}
    lists = sorted(place.geography_folder.glob("*.parquet"))
    current = place.store_folder / "current"
    told = {
        "source": source,
        "on": str(on),
        "kinds": kinds,
        "versions": versions,
        "contracts": contracts,
        "lists": {p.name: sha256_of(p) for p in lists if p.stem in (*gather.LISTS, "resident")},
        "release": current.read_text(encoding="ascii") if current.is_file() else "",
    }
    return hash_of(told)[:16]


def _make(place, ledger, source, on, folder, progress):
    kinds = place.all(Kind)
    with engine(spill=folder) as connection:
        asking.begin_keeping(connection)
        sheets, left_out = gather.sheets(place, ledger, connection, on=on, only=source)
        results = [_left_out(name, why) for name, why in left_out.items()]
        for done, sheet in enumerate(sheets):
            progress("checking", done, len(sheets) + 1)
            results += _answers(connection, kinds, OF_A_SHEET, sheet, sheet.source.name)
        if not source:
            progress("checking", len(sheets), len(sheets) + 1)
            whole = gather.whole(place, connection)
            results += _answers(connection, kinds, OF_THE_WHOLE, whole, "")
        kept = asking.write_kept(connection, folder / "rows.parquet")
    progress("checking", len(sheets) + 1, len(sheets) + 1)
    write_json(folder / "results.json", results)
    write_json(folder / "check.json", {"rows": kept, "hashes": hashes_of(folder)})


def _left_out(source, why):
    return {
        "check": f"any:{source}",
        "kind": "any",
        "title": "Any check",
        "source": source,
        "column": "",
        "result": "not applicable",
        "reason": why,
    }


def _answers(connection, kinds, finders, about, source):
    """One result for each check of one sheet, or of the whole."""
    resolved, results = [], []
    for name, kind in kinds.items():
        found = list(finders[name](kind, about)) if name in finders else None
        if found == []:
            results.append(_result(kind, source, "", reason=f"needs {kind.needs}"))
        for column, question in found or ():
            resolved.append((kind, column, question))
    answers = asking.ask(connection, [question for _, _, question in resolved])
    for (kind, column, question), answer in zip(resolved, answers, strict=True):
        result = _result(kind, source, column, answer)
        if result.get("failed"):
            asking.keep_rows(connection, result["check"], source, question)
        results.append(result)
    return sorted(results, key=lambda one: one["check"])


def _result(kind, source, column, answer=None, reason=""):
    """What a reader is told of one check. answer: (checked, failed), or an error's name."""
    told = {
        "check": ":".join(part for part in (kind.name, source, column) if part),
        "kind": kind.name,
        "title": kind.title,
        "category": kind.category,
        "subcategory": kind.subcategory,
        "context": kind.context,
        "level": kind.level,
        "source": source,
        "column": column,
        "threshold": kind.threshold,
    }
    if isinstance(answer, str):
        return told | {"result": "error", "reason": f"the engine could not ask it: {answer}"}
    checked, failed = answer or (0, 0)
    if not checked:
        why = reason or "there is nothing to judge"
        return told | {"result": "not applicable", "reason": why}
    share = failed / checked
    told |= {"checked": checked, "failed": failed, "share": round(share, 6)}
    if share > kind.threshold:
        return told | {"result": "fail", "reason": kind.because, "remedy": kind.remedy}
    return told | {"result": "pass"}
