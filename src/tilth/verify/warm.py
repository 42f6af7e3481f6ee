"""Read one tiny file, so that every run started later finds the scan compiled."""

import tempfile
from pathlib import Path

from tilth.ground.extracts import Column, Extract
from tilth.see.intake.blocks import Reading
from tilth.see.intake.delimited import Delimited
from tilth.see.intake.receiving import receive
from tilth.verify import child

__all__ = ["child"]


def warm():
    """Scan two lines. Nothing is kept but the compiled code in this process."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tiny.csv"
        path.write_bytes(b"name\nZo\xc3\xab\n")
        extract = Extract("t", "w", "a", "r", (), {"name": Column("text")})
        return sum(block.rows for block in Delimited(receive(path), extract, Reading()).blocks())


warm()
