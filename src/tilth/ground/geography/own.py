"""Published figures a place brings itself: files in its `official` folder."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tilth.ground.errors import StoreError
from tilth.ground.geography.tables import SCHEMAS, table_of

FOLDER = "official"
OWN = "own: "
"""What the source of a place's own figures begins with; the name of their file follows."""


def write_own(path, rows):
    """Write published figures (rows as in published.parquet) to a file of the official folder."""
    pq.write_table(table_of("published", rows), path, compression="zstd")


def read_own(place_folder):
    """Every published figure a place brought itself, as rows; none where it brought none.

    Raises StoreError for a damaged file.
    """
    found = []
    for path in sorted((Path(place_folder) / FOLDER).glob("*.parquet")):
        try:
            table = pq.read_table(path, columns=SCHEMAS["published"].names)
        except (pa.ArrowInvalid, OSError):
            raise StoreError(
                "this file is damaged.",
                where=str(path),
                remedy="Bring it in again: tilth see official FILE, or delete it.",
            ) from None
        found += table.to_pylist()
    return found
