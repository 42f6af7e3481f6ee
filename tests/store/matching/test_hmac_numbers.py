"""Many persons' numbers at once are the published HMAC, plainly and compiled."""

import hashlib
import hmac

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tilth.store.matching import hmac_numbers as compiled
from tilth.store.matching.hmac_numbers import LARGEST, hmac_numbers


def slow(key, prefix, value):
    digest = hmac.new(key, f"{prefix}{value}".encode(), hashlib.sha256).digest()
    return int.from_bytes(digest[:8], "big") & LARGEST


@settings(max_examples=60, deadline=None)
@given(
    key=st.binary(min_size=1, max_size=64),
    prefix=st.text("abc:", max_size=30),
    values=st.lists(st.integers(0, 2**63 - 1), max_size=5),
)
def test_a_number_is_the_first_63_bits_of_the_hmac(key, prefix, values):
    assert hmac_numbers(key, prefix, values).tolist() == [slow(key, prefix, v) for v in values]


def test_the_compiled_code_says_what_it_says_uncompiled(monkeypatch):
    for name in ("_turn", "_compress", "_keyed", "_spell", "_hmacs"):
        monkeypatch.setattr(compiled, name, getattr(compiled, name).py_func)
    assert hmac_numbers(b"key", "person:", [0, 1234]).tolist() == [
        slow(b"key", "person:", 0), slow(b"key", "person:", 1234),
    ]  # fmt: skip


def test_the_constants_are_the_published_ones():
    # FIPS 180-4, sections 4.2.2 and 5.3.3.
    assert (hex(compiled.FIRST[0]), hex(compiled.FIRST[7])) == ("0x6a09e667", "0x5be0cd19")
    assert (hex(compiled.ROUNDS[0]), hex(compiled.ROUNDS[63])) == ("0x428a2f98", "0xc67178f2")
    assert len(compiled.ROUNDS) == 64


@pytest.mark.parametrize(("key", "values"), [(b"", [1]), (bytes(65), [1]), (b"k", [-1])])
def test_what_cannot_be_numbered_is_refused(key, values):
    with pytest.raises(ValueError, match=r"key|number"):
        hmac_numbers(key, "p", np.array(values))
