"""A federation file says who wrote it, and any change of it is seen."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tilth.ground.errors import ExtractError
from tilth.learn.federation import envelope

SECRET = bytes(range(32))
KEYS = {"far-1": envelope.public_key(SECRET)}


def told(**more):
    return {
        "format": envelope.FORMAT, "system": "far-1", "name": "Far Vale", "sequence": 1,
        "made": "2026-03-02", "records": [], "withdrawn": [], **more,
    }  # fmt: skip


def test_the_signature_is_that_of_the_standard():
    """RFC 8032, section 7.1, test 1: the public key and the signature of an empty message."""
    secret = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    key = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    assert envelope._bytes(envelope.public_key(secret)) == key
    assert envelope._private(secret).sign(b"").hex().startswith("e5564300c360ac729086e2cc806e828a")


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.text(max_size=8), st.text(max_size=20), max_size=4))
def test_what_is_written_is_read_and_the_same_content_is_the_same_bytes(record):
    content = envelope.written(told(records=[record]), SECRET)
    assert envelope.read(content, KEYS) == told(records=[record])
    assert content == envelope.written(dict(reversed(told(records=[record]).items())), SECRET)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_AT_any_byte_that_changed_on_the_way_is_seen(data):
    content = envelope.written(told(records=[{"words": "We walked."}]), SECRET)
    at = data.draw(st.integers(0, len(content) - 2))  # the last one is the end of the line
    other = data.draw(st.integers(1, 255))
    spoilt = content[:at] + bytes([content[at] ^ other]) + content[at + 1 :]
    try:
        found = envelope.read(spoilt, KEYS)
    except ExtractError:
        return
    assert found == told(records=[{"words": "We walked."}])  # the same value, written otherwise


@pytest.mark.parametrize("spoilt", [b"", b"{}", b"null", b"[" * 100_000, b'{"format": 1}', b"\x00"])
def test_AT_what_is_no_such_file_is_refused_in_words(spoilt):
    with pytest.raises(ExtractError) as refused:
        envelope.read(spoilt, KEYS, where="far.json")
    assert refused.value.where == "far.json"
    assert refused.value.remedy


def test_a_file_lacks_nothing_and_is_not_too_large(monkeypatch):
    with pytest.raises(ValueError, match="a file holds"):
        envelope.written({"format": envelope.FORMAT}, SECRET)
    content = envelope.written(told(), SECRET)
    with pytest.raises(ExtractError, match="its signature does not fit"):
        envelope.read(json.dumps(json.loads(content) | {"signature": "a"}).encode(), KEYS)
    monkeypatch.setattr(envelope, "MOST", 10)
    with pytest.raises(ExtractError, match="larger than"):
        envelope.read(content, KEYS)


def test_a_key_is_told_from_what_is_none_and_compared_in_groups_of_four():
    key = envelope.public_key(SECRET)
    assert envelope.is_key(key)
    assert not any(envelope.is_key(one) for one in ("", "abc", key + "A", "é" * 43, key[:-1]))
    assert [len(one) for one in envelope.fingerprint(key).split()] == [4] * 8
