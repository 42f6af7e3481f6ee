"""identity.parquet as numbers, read in parts side by side; words as places in a list of them.

Compiled where every record passes: a text becomes one number and is let go.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numba import njit

from tilth.store.matching.standardise import NOT_A_DATE

WORDS = ("source", "first_name", "surname", "postcode", "previous_postcode")
SKIPPED = {"uprn": "", "email": "", "phone": " ()+-."}  # not looked at in a number or address
FIRST_DAY, LAST_DAY = -719162, 2932896  # 1 January of year 1, 31 December 9999


@dataclass(frozen=True)
class Fetched:
    """What identity.parquet holds, in its own order; arrays of shape (records,).

    record; nhs: -1 for none; dob: year * 512 + month * 32 + day, 0 for none; texts: {column:
    64-bit hash, 0 for none}. words: {column: (place of each record's word in the list, -1 for
    none; the list)}.
    """

    record: np.ndarray
    nhs: np.ndarray
    dob: np.ndarray
    texts: dict
    words: dict


def fetch(path, *, threads=2):
    """The columns of identity.parquet that records are compared by. Missing ones are empty."""
    file = pq.ParquetFile(path)
    have = set(file.schema_arrow.names)
    places = range(file.num_row_groups)
    with ThreadPoolExecutor(threads) as workers:
        parts = list(workers.map(lambda place: _part(path, file.metadata, have, place), places))
    parts = parts or [_numbers(file.schema_arrow.empty_table(), have)]
    merged = {name: np.concatenate([part[0][name] for part in parts]) for name in parts[0][0]}
    words = {name: _joined([part[1][name] for part in parts]) for name in WORDS}
    texts = {name: merged.pop(name) for name in SKIPPED}
    return Fetched(**merged, texts=texts, words=words)


def _part(path, metadata, have, place):
    wanted = [name for name in ("record", "nhs_number", "date_of_birth", *SKIPPED, *WORDS)
              if name in have]  # fmt: skip
    words = [name for name in WORDS if name in have]
    with pq.ParquetFile(path, metadata=metadata, read_dictionary=words) as file:
        return _numbers(file.read_row_group(place, columns=wanted, use_threads=False), have)


def _numbers(table, have):
    rows = table.num_rows
    made = {"record": table["record"].to_numpy(), "nhs": np.full(rows, -1, np.int64)}
    if "nhs_number" in have:
        _nhs_numbers(*_bytes_of(table["nhs_number"]), made["nhs"])
    made["dob"] = _births(table, rows, have)
    for name, skipped in SKIPPED.items():
        made[name] = np.zeros(rows, np.uint64)
        if name in have:
            column = table[name] if name != "email" else lowered(table[name])
            left_out = np.isin(np.arange(256), [ord(c) for c in skipped])
            _hashes(*_bytes_of(column), left_out, made[name])
    none = pa.chunked_array([pa.nulls(rows, pa.string())])
    return made, {name: table[name] if name in have else none for name in WORDS}


def lowered(column):
    """Email addresses in lower case, as `lower(trim(email))` has them."""
    return pc.utf8_lower(pc.utf8_trim(column.cast(pa.string()), " "))


def _bytes_of(column):
    """A column of text as bytes, where each begins, and which are there."""
    text = column.cast(pa.string()).combine_chunks()
    text = text if isinstance(text, pa.Array) else pa.concat_arrays(text.chunks)
    _, begins, data = text.buffers()
    begins = np.frombuffer(begins, np.int32)[text.offset : text.offset + len(text) + 1]
    data = np.frombuffer(data or b"", np.uint8)
    return data, begins, text.is_valid().to_numpy(zero_copy_only=False)


def _births(table, rows, have):
    if "date_of_birth" not in have:
        return np.zeros(rows, np.int32)
    days = table["date_of_birth"].cast(pa.date32()).cast(pa.int32())
    days = days.fill_null(LAST_DAY + 1).to_numpy()
    if not len(days):
        return np.zeros(0, np.int32)
    real = (days >= FIRST_DAY) & (days <= LAST_DAY)
    low, high = (days[real].min(), days[real].max()) if real.any() else (0, 0)
    return np.where(real, _calendar(low, high)[np.clip(days, low, high) - low], 0)


def _calendar(low, high):
    """Each day from one to another, by its days since 1970, as year * 512 + month * 32 + day."""
    days = np.arange(low, high + 1).astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    month = months.astype(np.int64)
    day = (days - months).astype(np.int64) + 1
    made = (month // 12 + 1970) * 512 + (month % 12 + 1) * 32 + day
    made[np.isin(days, np.array(NOT_A_DATE, "datetime64[D]"))] = 0
    return made.astype(np.int32)


def _joined(columns):
    """Words of all parts: the place of each record's in one list, -1 for none; the list."""
    chunks = [chunk for column in columns for chunk in _coded(column).chunks]
    if not chunks:
        return np.zeros(0, np.int32), pa.array([], pa.string())
    whole = pa.chunked_array(chunks).unify_dictionaries()
    places = [chunk.indices.fill_null(-1).to_numpy() for chunk in whole.chunks]
    return np.concatenate(places).astype(np.int32, copy=False), whole.chunk(0).dictionary


def _coded(column):
    coded = column if pa.types.is_dictionary(column.type) else column.cast(pa.string())
    return coded.dictionary_encode()


@njit(cache=True, nogil=True)
def _nhs_numbers(data, begins, valid, out):
    """Ten digits whose check digit holds (NHS Data Dictionary, NHS NUMBER); else out stays."""
    for n in range(out.size):
        if not valid[n] or begins[n + 1] - begins[n] != 10:
            continue
        value, total, digits = 0, 0, True
        for k in range(10):
            digit = np.int64(data[begins[n] + k]) - 48
            digits = digits and 0 <= digit <= 9
            value = value * 10 + digit
            total += (10 - k) * digit
        if digits and total % 11 == 0:
            out[n] = value


@njit(cache=True, nogil=True)
def _hashes(data, begins, valid, skipped, out):
    """FNV-1a of each text without the bytes skipped, its bits mixed once more; none stays 0.

    Source: Fowler, Noll and Vo, as told by Eastlake and others, RFC 9923.
    """
    for n in range(out.size):
        if not valid[n]:
            continue
        mark, some = np.uint64(0xCBF29CE484222325), False
        for k in range(begins[n], begins[n + 1]):
            if not skipped[data[k]]:
                mark = (mark ^ np.uint64(data[k])) * np.uint64(0x100000001B3)
                some = True
        if some:
            mark = (mark ^ (mark >> np.uint64(32))) * np.uint64(0xD6E8FEB86659FD93)
            out[n] = max(mark ^ (mark >> np.uint64(32)), np.uint64(1))
