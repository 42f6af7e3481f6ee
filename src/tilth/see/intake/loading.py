"""Take partners' files in: receive, validate, keep, enter in the ledger."""

import contextlib
import dataclasses
import errno
import hashlib
import json
from pathlib import Path

from tilth.ground.errors import AgreementError, ExtractError, StoreError, TilthError
from tilth.ground.extracts import Extract
from tilth.ground.progress import unwatched
from tilth.see.intake.desk import Desk
from tilth.see.intake.erasing import Erased
from tilth.see.intake.receipts import Receipt, receipt_of, unsealed
from tilth.see.intake.receiving import receive
from tilth.see.intake.validating import Validation
from tilth.store.ledger.service import Version
from tilth.store.whole import check_hashes, clear_leavings, sha256_of

READING = 1  # raised when the same file would be read otherwise than before
DISK = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EACCES)


def load(place, source, path, *, on, mapping=None, manifest=None, progress=unwatched, desk=None):
    """Take one file of a source in; its Receipt.

    source: its name in place.toml. on: the date it is done; a source past its `until` is not read.
    mapping: {their column: ours} for this file. manifest: a Manifest or its path; where none is
    given, FILE.manifest.json. desk: what files that come together share; its own unless told.
    Doing it again changes nothing.
    Raises AgreementError where the source may not be read, ExtractError where the file is refused
    (the last good version stays in service), StoreError where the store is busy, full or damaged.
    """
    source = place.source(source)
    refuse_expired(place, source, on)
    try:
        with contextlib.nullcontext(desk) if desk else Desk.open(place) as shared:
            extract = shared.extract(source.kind)
            task = Task(place, source, extract, Path(path), on, mapping or {}, manifest, progress)
            with shared.ledger.lock(source.name):
                return task.run(shared)
    except OSError as error:
        if error.errno not in DISK:
            raise
        raise StoreError(
            f"the disk would not take it ({error.strerror}); nothing was changed",
            where=str(place.store_folder),
            remedy="Make room there, then run this again.",
        ) from error


def refuse_expired(place, source, on):
    """Raise AgreementError where a source's agreement has ended, or gives no basis or purpose."""
    if on > source.until:
        raise AgreementError(
            f"{source.name} was agreed until {source.until.isoformat()} and is not read",
            where=str(place.folder / "place.toml"),
            remedy="Renew the agreement, then change `until`.",
        )
    if not source.purpose or not source.basis.strip():
        raise AgreementError(
            f"{source.name} names no purpose or no basis, and is not read",
            where=str(place.folder / "place.toml"),
            remedy="Write down what was agreed: purpose and basis.",
        )


@dataclasses.dataclass
class Task:
    """One file on its way in."""

    place: object
    source: object
    extract: Extract
    path: Path
    on: object
    mapping: dict
    manifest: object
    progress: object

    def run(self, desk):
        """Do what is not done yet; the receipt."""
        ledger = desk.ledger
        self.home = self.place.store_folder / "known" / self.source.name
        if self.home.exists():
            clear_leavings(self.home)
        try:
            received = receive(self.path, self.manifest)
            erased = Erased(self.place, self.source.name, self.extract, ledger.erased())
            folder = self.home / self.version_of(received, erased)
            known = ledger.version(self.source.name, folder.name) is not None
            if not folder.exists():
                self._validate(received, erased, folder, desk.bench)
        except ExtractError as error:
            self._enter_refusal(ledger, error)
            raise
        return self._enter(ledger, folder, known)

    def version_of(self, received, erased):
        """The version's name: the same file, contract, map and manifest give the same name."""
        parts = {
            "reading": READING,
            "file": received.sha256,
            "manifest": dataclasses.asdict(received.manifest),
            "contract": contract_hash(self.extract),
            "map": [self.source.map, self.mapping],
            "erased": erased.name,
        }
        told = json.dumps(parts, sort_keys=True, default=str)
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    def _validate(self, received, erased, folder, bench):
        manifest = received.manifest
        receipt = Receipt(
            source=self.source.name,
            version=folder.name,
            file=received.file,
            sha256=received.sha256,
            size=received.size,
            contract=self.extract.name,
            contract_hash=contract_hash(self.extract),
            sender=manifest.sender,
            sequence=manifest.sequence,
            period_from=manifest.period_from,
            period_to=manifest.period_to,
        )
        validation = Validation(
            received,
            self.extract,
            erased,
            receipt,
            bench,
            mapping=self.mapping,
            usual=self.source.map,
            told=lambda done: self.progress(received.file, done, received.size),
        )
        validation.run(folder)

    def _enter(self, ledger, folder, known):
        receipt, torn = open_version(folder)
        entry = receipt.as_version(self.extract.delivery, self.source.refresh)
        version = ledger.record(entry, at=self.on, disagreements=torn)
        receipt.state, receipt.because, receipt.same = version.state, version.because, known
        return receipt

    def _enter_refusal(self, ledger, error):
        """A refusal is remembered once, by the file's hash and what was wrong with it."""
        there = self.path.is_file()
        sha256 = sha256_of(self.path) if there else ""
        name = hashlib.sha256(f"refused {sha256} {error}".encode()).hexdigest()[:16]
        entry = Version(
            self.source.name,
            name,
            file=self.path.name,
            sha256=sha256,
            size=self.path.stat().st_size if there else 0,
            refusal=str(error),
            contract_hash=contract_hash(self.extract),
        )
        ledger.record(entry, at=self.on)


def contract_hash(extract):
    """A contract's hash: any change in it gives another."""
    told = json.dumps(dataclasses.asdict(extract), sort_keys=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()


def open_version(folder):
    """A version's receipt and the lines that disagree, its files checked against their hashes.

    Raises StoreError where any of them is missing or has changed.
    """
    table = read_receipt(folder)
    torn = table.pop("disagreements")
    receipt = receipt_of(table, folder)
    itself = {"receipt.json": sha256_of(folder / "receipt.json")}
    check_hashes(folder, receipt.files | itself)
    return receipt, torn


def read_receipt(folder):
    """receipt.json as a table. Raises StoreError where it is missing or damaged."""
    try:
        return unsealed(json.loads((folder / "receipt.json").read_text(encoding="utf-8")))
    except (FileNotFoundError, AttributeError, ValueError):
        raise StoreError(
            "this version's receipt is missing or damaged",
            where=str(folder),
            remedy="Remove the folder and import its file again.",
        ) from None


@dataclasses.dataclass
class Outcome:
    """What became of one file among many: its receipt, or why there is none."""

    source: str
    file: str
    receipt: Receipt | None = None
    error: TilthError | None = None


def load_all(place, *, on, progress=unwatched):
    """Take in every file that place.toml's sources match, source by source, in order of name.

    One file's refusal does not stop the others. Returns Outcomes; a source whose agreement has
    ended gives one outcome, and none of its files is opened.
    """
    with Desk.open(place) as desk:
        return [
            outcome
            for source in place.sources
            for outcome in _all_of(place, source, desk, on, progress)
        ]


def _all_of(place, source, desk, on, progress):
    """What became of each of a source's files."""
    try:
        refuse_expired(place, source, on)
    except AgreementError as error:
        yield Outcome(source.name, "", error=error)
        return
    for path in files_of(place, source):
        outcome = Outcome(source.name, path.name)
        try:
            outcome.receipt = load(place, source.name, path, on=on, progress=progress, desk=desk)
        except (ExtractError, StoreError, AgreementError) as error:
            outcome.error = error
        yield outcome


def files_of(place, source):
    """The files a source's path matches, without manifests and hidden files."""
    pattern = Path(source.path)
    root = Path(pattern.anchor) if pattern.is_absolute() else place.folder
    found = root.glob(str(pattern.relative_to(pattern.anchor))) if source.path else ()
    return [
        path
        for path in sorted(found)
        if path.is_file()
        and not path.name.endswith(".manifest.json")
        and not path.name.startswith(".")
    ]
