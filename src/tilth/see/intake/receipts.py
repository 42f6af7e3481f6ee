"""What became of a file, row by row accounted for."""

import datetime
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tilth.store.ledger.service import Version
from tilth.store.stages import hash_of


@dataclass
class Receipt:
    """What became of one file.

    rows_in = accepted + quarantined + duplicate + blank + erased, always. unlinked: rows accepted
    whose NHS number failed its check and was emptied. tidied: cells whose spaces or accents were
    brought to one form. rules: how often each rule was broken. same: it was here already.
    """

    source: str
    version: str
    file: str
    sha256: str
    size: int
    contract: str
    contract_hash: str
    sender: str = ""
    sequence: int = 0
    period_from: datetime.date | None = None
    period_to: datetime.date | None = None
    rows_in: int = 0
    accepted: int = 0
    quarantined: int = 0
    duplicate: int = 0
    blank: int = 0
    erased: int = 0
    unlinked: int = 0
    tidied: int = 0
    rules: dict = field(default_factory=dict)
    columns: tuple = ()
    absent: tuple = ()
    extra: tuple = ()
    notes: tuple = ()
    hold: str = ""
    files: dict = field(default_factory=dict)
    state: str = ""
    because: str = ""
    same: bool = False
    folder: Path = Path()

    NOT_KEPT = ("state", "because", "same", "folder")

    def check(self):
        """Assert the arithmetic."""
        parts = (self.accepted, self.quarantined, self.duplicate, self.blank, self.erased)
        assert self.rows_in == sum(parts), f"rows do not add up: {self.rows_in} and {parts}"

    @property
    def arithmetic(self):
        """The sentence printed at load."""
        return (
            f"{self.rows_in:,} rows in = {self.accepted:,} accepted + "
            f"{self.quarantined:,} quarantined + {self.duplicate:,} duplicate + "
            f"{self.blank:,} blank + {self.erased:,} erased"
        )

    def kept(self):
        """What receipt.json holds: nothing of it depends on when or where the file was read."""
        return {k: _plain(v) for k, v in asdict(self).items() if k not in self.NOT_KEPT}

    def told(self):
        """The whole of it, for --json."""
        whole = {k: _plain(v) for k, v in asdict(self).items()}
        return whole | {"arithmetic": self.arithmetic}

    def as_version(self, source_delivery, refresh):
        """The ledger's entry for it."""
        names = (
            "source version file sha256 size sender sequence period_from period_to rows_in "
            "accepted quarantined duplicate blank erased unlinked contract_hash hold"
        ).split()
        values = {name: getattr(self, name) for name in names}
        return Version(**values, delivery=source_delivery, refresh=refresh)


def _plain(value):
    if isinstance(value, datetime.date | Path):
        return str(value)
    return list(value) if isinstance(value, tuple) else value


def sealed(table):
    """What receipt.json holds, with a hash of all it says: a bit changed later is noticed."""
    return table | {"seal": hash_of(table)}


def unsealed(table):
    """The same without its seal. Raises ValueError where it no longer fits."""
    told = {k: v for k, v in table.items() if k != "seal"}
    if table.get("seal") != hash_of(told):
        raise ValueError("the seal is broken")
    return told


def receipt_of(table, folder):
    """The receipt a version's folder holds."""
    days = {
        k: table[k] and datetime.date.fromisoformat(table[k]) for k in ("period_from", "period_to")
    }
    lists = {k: tuple(table[k]) for k in ("columns", "absent", "extra", "notes")}
    return Receipt(**{**table, **days, **lists}, folder=folder)
