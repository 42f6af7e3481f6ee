"""What was put aside: for everyone which line, rule and remedy; the bytes for those who may see."""

import pyarrow.parquet as pq


def put_aside(place, ledger, source=None, *, raw=False):
    """Every row in quarantine of the versions in service or held, as dicts, file by file.

    raw: with the bytes as sent (D3). A row that breaks three rules is told in three dicts.
    """
    for version in ledger.versions(source):
        if version.state not in ("in_service", "held") or not version.quarantined:
            continue
        file = pq.ParquetFile(version.folder / "quarantine.parquet")
        for batch in file.iter_batches(8192):
            yield from _told(version, batch.to_pylist(), raw)


def _told(version, rows, raw):
    for row in rows:
        for rule, remedy in zip(row["rules"], row["remedies"], strict=True):
            told = {
                "source": version.source,
                "file": version.file,
                "line": row["line"],
                "rule": rule,
                "remedy": remedy,
            }
            if raw:
                told["raw"] = row["raw"].decode("utf-8", "backslashreplace")
            yield told
