"""A voice kept as Ogg tells nothing but the voice."""

import pytest

from tests.web.learn.ogg_files import FLAC, OPUS, SECRET, SPEEX, VORBIS, page_of, slow_sum, spoken
from tilth.web.learn.telling import ogg

WAYS = {"opus": OPUS, "vorbis": VORBIS, "speex": SPEEX, "flac": FLAC}


@pytest.mark.parametrize("way", WAYS)
def test_CO_what_a_voice_file_says_of_who_spoke_is_written_over_and_every_sum_is_right(way):
    held = spoken(WAYS[way])
    bare = ogg.bare(held)
    assert SECRET in held
    assert b"Denise" not in bare
    assert len(bare) == len(held)
    assert bare.endswith(b"soundmore sound")
    for page in ogg._pages(bare):
        whole = bytes(page.head + page.table + page.body)
        empty = whole[:22] + bytes(4) + whole[26:]
        assert int.from_bytes(whole[22:26], "little") == slow_sum(empty) == ogg.sum_of(empty)
    assert ogg.bare(bare) == bare


def test_a_stream_that_is_no_sound_we_know_is_left_out():
    text = page_of(2, 9, 0, bytes([8]), b"fishead\0") + page_of(4, 9, 1, bytes([5]), b"Denis")
    assert ogg.bare(text + spoken(SPEEX)) == ogg.bare(spoken(SPEEX))
    with pytest.raises(ValueError, match="no sound"):
        ogg.bare(text)


def test_a_voice_file_that_ends_within_its_comment_or_makes_no_sense_is_refused():
    whole = spoken(VORBIS)
    second = whole.index(b"OggS", 1)
    third = whole.index(b"OggS", second + 1)
    for held in (
        whole[: third + 40],  # within a page
        whole[:third],  # within the comment, at the end of a page
        whole[second:],  # without its beginning
        whole.replace(b"\x03vorbis", b"\x03vorbin"),
        whole + b"Denise",
        spoken((b"OpusHead\1", b"Opus")),
        spoken((b"Speex   ", b"abc")),
    ):
        with pytest.raises(ValueError, match=r"it |page|comment"):
            ogg.bare(held)
