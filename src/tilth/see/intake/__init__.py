"""Partners' files in: strictly read, every row accounted for."""

from tilth.see.intake.loading import Outcome, files_of, load, load_all
from tilth.see.intake.receipts import Receipt
from tilth.see.intake.receiving import Manifest

__all__ = ["Manifest", "Outcome", "Receipt", "files_of", "load", "load_all"]
