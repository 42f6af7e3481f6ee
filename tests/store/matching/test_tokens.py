"""Pseudonyms in SQL are exactly Python's, and the key is nowhere to be read."""

import hashlib
import hmac

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tilth.store.engine import engine
from tilth.store.matching.tokens import LARGEST, hold_key, number, record_number, token

KEY = bytes(range(32))


@pytest.fixture(scope="module")
def connection():
    with engine(memory="500MB", threads=1) as opened:
        hold_key(opened, "record", KEY)
        yield opened


def asked(connection, expression, *values):
    return connection.execute(f"select {expression}", list(values)).fetchall()[0][0]


def test_a_token_is_the_published_hmac(connection):
    # RFC 4231, test case 2.
    hold_key(connection, "rfc", b"Jefe")
    found = asked(connection, token("?", purpose="rfc"), "what do ya want for nothing?")
    assert found == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(max_size=90), key=st.binary(min_size=1, max_size=64))
def test_a_token_in_sql_equals_python(connection, text, key):
    hold_key(connection, "any", key)
    wanted = hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
    assert asked(connection, token("?::varchar", purpose="any"), text) == wanted


def test_a_number_is_the_first_63_bits(connection):
    digest = hmac.new(KEY, b"nhs:9990000018", hashlib.sha256).digest()
    wanted = int.from_bytes(digest[:8], "big") & LARGEST
    assert asked(connection, number("?"), "nhs:9990000018") == wanted


def test_a_token_of_nothing_is_nothing(connection):
    assert asked(connection, token("null::varchar")) is None


def test_values_that_only_look_alike_side_by_side_are_told_apart(connection):
    one = asked(connection, record_number("'ab'", "'c'"))
    assert one != asked(connection, record_number("'a'", "'bc'"))
    assert asked(connection, record_number("''")) != asked(connection, record_number("null"))
    assert one == asked(connection, record_number("'ab'", "'c'"))


def test_two_purposes_never_meet(connection):
    hold_key(connection, "other", bytes(32))
    assert asked(connection, number("'x'")) != asked(connection, number("'x'", purpose="other"))


def test_an_error_never_shows_the_key(connection):
    with pytest.raises(duckdb.Error) as error:
        connection.execute(f"select {token('nothing_here')}")
    assert KEY.hex() not in str(error.value)
    assert "5c5d5e" not in str(error.value).lower()


@pytest.mark.parametrize("key", [b"", bytes(65)])
def test_a_key_of_the_wrong_length_is_refused(connection, key):
    with pytest.raises(ValueError, match="64"):
        hold_key(connection, "record", key)


def test_a_purpose_is_a_plain_word(connection):
    with pytest.raises(ValueError, match="purpose"):
        hold_key(connection, "record; drop", KEY)
