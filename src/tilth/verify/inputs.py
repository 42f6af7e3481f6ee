"""tilth verify inputs: do the worst to a good file, load it, and compare with what is known."""

import json
import random
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from tilth.ground.errors import ExtractError, TilthError, UsageError
from tilth.ground.progress import unwatched
from tilth.ground.strict import nearest
from tilth.see.intake import load
from tilth.store.ledger import Ledger
from tilth.store.whole import hashes_of
from tilth.verify import arrival_faults, byte_faults, cell_faults, file_faults, number_faults
from tilth.verify.scratch import ON, copy_of, make_place, place_with_a_good_month
from tilth.verify.sent import Sent

FAULTS = (byte_faults, cell_faults, number_faults, file_faults, arrival_faults)
CLASSES = tuple(one for room in FAULTS for one in room.CLASSES)
VARIANTS = 5
ROWS = 120


@dataclass
class Found:
    """What came of one variant of one class.

    outcome: one of sent.OUTCOMES, or `error: NAME`. silent: rows accepted with a wrong value or
    gone without a word. lost: what should be there and is not, by name. leaked: where a person's
    data showed. lines: what was said.
    """

    name: str
    variant: int
    outcome: str
    expected: bool
    silent: int = 0
    lost: tuple = ()
    leaked: tuple = ()
    seconds: float = 0.0


def verify(*, seed, variants=VARIANTS, only=None, progress=unwatched):
    """Every class of fault, `variants` times each; a report as plain values.

    only: names of classes; all unless told. The same seed gives the same files.
    Raises UsageError where there is no such class.
    """
    names = [one.name for one in CLASSES]
    for name in only or ():
        if name not in names:
            near = nearest(name, names)
            raise UsageError(
                f"there is no class of fault called {name}",
                remedy=f"Did you mean {near}?" if near else f"There are: {', '.join(names)}.",
            )
    chosen = [one for one in CLASSES if only is None or one.name in only]
    return verify_classes(chosen, seed=seed, variants=variants, progress=progress)


def verify_classes(chosen, *, seed, variants=VARIANTS, progress=unwatched):
    """The same for classes of one's own."""
    began, found = time.perf_counter(), []
    with tempfile.TemporaryDirectory(prefix="tilth-verify-") as folder:
        good = place_with_a_good_month(Path(folder) / "good", seed, ROWS)
        for one in chosen:
            for variant in range(variants):
                progress("faults", len(found), len(chosen) * variants)
                place = copy_of(good, Path(folder) / f"{one.name}-{variant}")
                found.append(_try(place, one, variant, seed))
    return report(chosen, found, seed, time.perf_counter() - began)


def report(chosen, found, seed, seconds):
    """Totals and each class's outcomes."""
    classes = []
    for one in chosen:
        mine = [f for f in found if f.name == one.name]
        outcomes = sorted({f.outcome for f in mine})
        classes.append(
            {
                "name": one.name,
                "done": one.done,
                "must": list(one.must),
                "outcomes": {o: sum(f.outcome == o for f in mine) for o in outcomes},
                "unexpected": sum(not f.expected for f in mine),
                "silent": sum(f.silent > 0 for f in mine),
                "lost": sum(bool(f.lost) for f in mine),
                "leaked": sum(bool(f.leaked) for f in mine),
                "what": sorted({w for f in mine for w in (*f.lost, *f.leaked)}),
                "seconds": round(sum(f.seconds for f in mine), 2),
            }
        )
    totals = {n: sum(c[n] for c in classes) for n in ("silent", "lost", "leaked", "unexpected")}
    return {
        "classes": len(chosen),
        "runs": len(found),
        "seed": seed,
        **totals,
        "seconds": round(seconds, 1),
        "by_class": classes,
    }


def _try(place, one, variant, seed):
    """One variant: make the file, load it, judge what came of it."""
    began = time.perf_counter()
    rng = random.Random(f"{seed} {one.name} {variant}")
    sent = Sent.clean(rng, ROWS)
    one.apply(sent, rng, variant)
    if sent.extra.get("fresh"):
        place = make_place(place.folder.with_name(place.folder.name + "-fresh"))
    trial = Trial(place, sent)
    last, outcome = trial.send()
    found = Found(one.name, variant, outcome, outcome in one.must)
    found.silent = trial.silent(last, outcome, told_of_file=one.told == "file")
    found.lost = tuple(trial.lost(last, outcome))
    found.leaked = tuple(trial.leaked())
    found.seconds = time.perf_counter() - began
    return found


class Trial:
    """One file sent to one scratch place, and everything that was said of it."""

    def __init__(self, place, sent):
        self.place, self.sent, self.said = place, sent, []
        self.receipts = []
        with Ledger.open(place) as ledger:
            self.before = [v.version for v in ledger.in_service("register")]
        self.kept = hashes_of(place.store_folder / "known") if self.before else {}

    def send(self):
        """Load the file, and what follows it; the last file sent and what came of it."""
        outcome = self._load(self.sent)
        again = self.sent.extra.get("again")
        if again is None:
            return self.sent, outcome
        return again, self._load(again)

    def _load(self, sent):
        path = self.place.folder / "incoming" / sent.name
        path.write_bytes(sent.bytes)
        told = sent.extra.get("manifest_text") or json.dumps(sent.manifest)
        path.with_name(path.name + ".manifest.json").write_text(told, encoding="utf-8")
        grows = sent.extra.get("grows")

        def progress(*told):
            nonlocal grows
            if grows:
                with open(path, "ab") as file:
                    file.write(grows)
                grows = None

        try:
            receipt = load(self.place, "register", path, on=ON, progress=progress)
        except ExtractError as error:
            self.said.append(str(error))
            return "refused"
        except TilthError as error:
            self.said.append(str(error))
            return f"error: {type(error).__name__}"
        except Exception as error:  # a defect of ours is what this command looks for
            return f"error: {type(error).__name__}"
        self.receipts.append(receipt)
        return outcome_of(receipt)

    def silent(self, sent, outcome, *, told_of_file):
        """Rows accepted with a value that is not true, or gone without being accounted for."""
        if outcome == "refused" or outcome.startswith("error") or not self.receipts:
            return 0
        # A file that is held waits for a person, and one with a word about the file is not silent.
        if outcome == "held" or (told_of_file and outcome != "accepted"):
            return 0
        receipt = self.receipts[-1]
        accepted = _rows(receipt.folder / "accepted.parquet")
        truth = sent.truth
        wrong = sum(ref not in truth or _differs(row, truth[ref]) for ref, row in accepted.items())
        return wrong + len(self._gone(sent, receipt, accepted))

    def _gone(self, sent, receipt, accepted):
        """References of rows sent that are neither accepted nor in quarantine."""
        aside = pq.read_table(receipt.folder / "quarantine.parquet", columns=["raw"])
        raw = b"\n".join(aside["raw"].to_pylist())
        return [ref for ref in sent.truth if ref not in accepted and ref.encode() not in raw]

    def lost(self, sent, outcome):
        """What should be there and is not: by name, never by value."""
        for receipt in self.receipts:
            parts = (receipt.accepted, receipt.quarantined, receipt.duplicate, receipt.blank)
            if receipt.rows_in != sum(parts) + receipt.erased:
                yield "the arithmetic does not add up"
        now = hashes_of(self.place.store_folder / "known") if self.before else {}
        if any(now.get(path) != told for path, told in self.kept.items()):
            yield "the good version changed"
        with Ledger.open(self.place) as ledger:
            serving = [v.version for v in ledger.in_service("register")]
            if self.before and not serving:
                yield "no version is in service"
            if outcome in ("refused", "held") and len(self.receipts) < 2 and serving != self.before:
                yield "the good version left service"
        if self.receipts and outcome != "refused":
            yield from self._miscounted(sent, self.receipts[-1])
        if self.sent.extra.get("must_stay") and serving != [self.receipts[0].version]:
            yield "the later month left service"
        if self.sent.extra.get("must_be_same") and not self.receipts[-1].same:
            yield "the same file was taken for another"

    def _miscounted(self, sent, receipt):
        """Lines counted as blank or as copies that were not, or the other way round."""
        for what in ("blank", "duplicate"):
            if what in sent.extra and getattr(receipt, what) != sent.extra[what]:
                yield f"{what} rows were miscounted"

    def leaked(self):
        """Places where a person's data showed: messages, receipts, the ledger."""
        marks = set()
        for sent in (self.sent, self.sent.extra.get("again")):
            for told in (sent.truth if sent else {}).values():
                marks |= _marks(told)
        said = "\n".join(self.said)
        for receipt in self.receipts:
            said += json.dumps(receipt.told(), default=str, ensure_ascii=False)
        if any(mark in said for mark in marks):
            yield "a message or receipt holds a person's data"
        books = [p for p in self.place.store_folder.glob("ledger.sqlite*") if p.is_file()]
        book = b"".join(path.read_bytes() for path in books)
        if any(mark.encode() in book for mark in marks):
            yield "the ledger holds a person's data"


def outcome_of(receipt):
    """One word for what a receipt says."""
    if receipt.same:
        return "no-op"
    if receipt.state in ("held", "superseded"):
        return receipt.state
    if receipt.quarantined:
        return "quarantined"
    if receipt.notes or receipt.unlinked or receipt.tidied or receipt.duplicate or receipt.extra:
        return "noted"
    return "accepted"


def _rows(path):
    """Accepted rows by reference, without their lines."""
    table = pq.read_table(path).drop_columns(["line"]).to_pylist()
    return {row["reference"]: row for row in table}


def _differs(row, told):
    return any(row[name] != value for name, value in told.items())


def _marks(told):
    """What must never show: NHS numbers, names of six letters and more, dates of birth."""
    names = [told["surname"], told["first_name"]]
    found = {name for name in names if name and len(name) >= 6 and name.isalpha()}
    found.add(str(told["date_of_birth"]))
    number = told["nhs_number"]
    if number:
        found |= {number, f"{number[:3]} {number[3:6]} {number[6:]}"}
    return found
