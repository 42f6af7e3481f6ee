"""Minutes draft themselves from values, and say what was not written down."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from tilth.agree.meetings.minutes import Held, Promise, Said, blocks, draft

ON = datetime.date(2026, 3, 10)


def test_everything_that_was_written_down_is_in_them():
    items = (
        Said(1, "Money", "Charities", "decide", "Rooms are dear\n- Heat too", "We share.",
             (("D-004", "Share rooms", "carried"),),
             (Promise("Council", "A key.", datetime.date(2026, 5, 1), "C-009"),)),
        Said(2, "News", type="note"),
        Said(3, "Yard", type="decide"),
        Said(4, "A cut", "Hospital", notes="secret", outcome="secret", closed=True),
    )  # fmt: skip
    text = draft(Held("Board", ON, "Hall", datetime.time(10), datetime.time(12), ("B", "a"), ("C",),
                      items, (Promise("Homes", "A van"),)))  # fmt: skip
    assert text == (
        "Board. Tuesday 10 March 2026, 10:00 to 12:00.\nWhere: Hall.\n\n"
        "## Who was there\n- a\n- B\nNot there: C.\n\n"
        "## 1. Money\nPut on the agenda by Charities.\nSaid: Rooms are dear\n- Heat too\n"
        "Decided: We share.\nDecision D-004, Share rooms: carried.\n"
        "- Promised by Council: A key, by 1 May 2026 (C-009).\n\n"
        "## 2. News\nNothing was written down.\n\n"
        "## 3. Yard\nIt was here to be decided. No decision was written down.\n\n"
        "## 4. A cut\nThis was talked about in confidence. Its words are with the partners who "
        "hold it.\n\n"
        "## Also promised\n- Promised by Homes: A van, no date given.\n"
    )


def test_what_was_not_recorded_is_said_to_be_so():
    text = draft(Held("Board", ON))
    assert "Where it was held was not written down." in text
    assert "Who was there was not written down." in text
    assert "There was no agenda." in text
    everyone = draft(Held("Board", ON, starts=datetime.time(9), present=("A",)))
    assert "Every partner with a seat was there." in everyone
    assert "2026, 09:00." in everyone


def test_text_becomes_blocks_for_a_page():
    text = "Top\n\n## One\n- a\n- b\nThen\n\n- c\n"
    assert blocks(text) == [
        ("text", "Top"), ("heading", "One"), ("list", ["a", "b"]), ("text", "Then"),
        ("list", ["c"]),
    ]  # fmt: skip


@given(st.text(max_size=200))
def test_no_word_of_any_text_is_lost_in_blocks(text):
    found = []
    for kind, words in blocks(text):
        found += words if kind == "list" else [words]
    kept = "".join("".join(found).split())
    lines = [line.strip().removeprefix("## ").removeprefix("- ") for line in text.splitlines()]
    assert len(kept) >= len("".join("".join(lines).split())) - text.count("- ") * 2 - 4
