"""Pseudonyms in SQL: exact HMAC-SHA-256, with the key held by the connection, never in the text.

    hold_key(connection, "record", key)
    connection.execute(f"select {record_number('source', 'surname')} as record from people")

The key lives in two session variables, so neither a statement, a plan nor an error message can
carry it away. Source: RFC 2104; METHODS section 1.
"""

import re

BLOCK = 64
SEPARATOR = "chr(31)"
LARGEST = 2**63 - 1


def hold_key(connection, purpose, key):
    """Give a connection the key of one purpose, for as long as it is open.

    key: 1 to 64 bytes; ground/keys.py makes one for each purpose.
    """
    if not re.fullmatch(r"[a-z_]+", purpose):
        raise ValueError("a purpose is a lower-case word")
    if not 1 <= len(key) <= BLOCK:
        raise ValueError(f"a key has 1 to {BLOCK} bytes")
    padded = key.ljust(BLOCK, b"\0")
    for name, pad in (("inner", 0x36), ("outer", 0x5C)):
        blob = bytes(byte ^ pad for byte in padded)
        connection.execute(f"set variable key_{name}_{purpose} = ?::blob", [blob])


def token(expression, *, purpose="record"):
    """SQL for the HMAC-SHA-256 of a text, as 64 hexadecimal digits; null of null."""
    inner = f"sha256(getvariable('key_inner_{purpose}') || encode({expression}))"
    return f"sha256(getvariable('key_outer_{purpose}') || unhex({inner}))"


def number(expression, *, purpose="record"):
    """SQL for the first 63 bits of the HMAC of a text, as a BIGINT from 0; null of null."""
    digits = f"('0x' || {token(expression, purpose=purpose)}[:16])"
    return f"({digits}::ubigint & {LARGEST})::bigint"


def record_number(*expressions, purpose="record"):
    """SQL for one BIGINT naming a row by several columns; an empty column differs from a blank one.

    Each value is preceded by its length, so that no two rows of columns spell the same text.
    """
    parts = [f"coalesce(length({e}::varchar) || ':' || {e}::varchar, '-')" for e in expressions]
    return number(f" || {SEPARATOR} || ".join(parts), purpose=purpose)
