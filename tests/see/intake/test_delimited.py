import csv
import gzip
import io

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.see.intake.places import ON, VISITS, accepted, aside, parts, place, send
from tilth.ground.errors import ExtractError
from tilth.see import intake
from tilth.see.intake import Manifest, delimited, scanning, taking, unpacking
from tilth.see.intake.remedies import told

HEAD = "visit,nhs_number,born,name\n"
ROW = "V1,9434765919,1970-01-02,Null\n"


def words(rule, column=""):
    return [told(rule, column)[0]]


def test_IN_01_text_is_text_and_null_is_a_surname(tmp_path):
    receipt = send(place(tmp_path), HEAD + 'V1,,1970-01-02,Null\n"0012","","","a, ""b"""\n')
    assert [(r["line"], r["visit"], r["name"]) for r in accepted(receipt)] == [
        (2, "V1", "Null"),
        (3, "0012", 'a, "b"'),
    ]
    assert parts(receipt) == (2, 0, 0, 0, 0)


# one row of the file, the rule it breaks as a whole
BROKEN = [
    (b"V2,,1970-01-02", "short_row"),
    (b"V2,,1970-01-02,x,y", "long_row"),
    (b'V2,,1970-01-02,5"x', "quote"),
    (b'V2,,1970-01-02,"5"x', "quote"),
    (b"V2,,1970-01-02,\xff", "bytes"),
    (b"V2,,1970-01-02,\xc3", "bytes"),
    (b"V2,,1970-01-02,\xc0\xaf", "bytes"),
    (b"V2,,1970-01-02,\xed\xa0\x80", "bytes"),
    (b"V2,,1970-01-02,\xe2\x82", "bytes"),
    (b"V2,,1970-01-02,\xe0\x80\x80", "bytes"),
    (b"V2,,1970-01-02,\xf4\x90\x80\x80", "bytes"),
    (b"V2,,1970-01-02,\xe2\x28\xa1", "bytes"),
    (b"V2,,1970-01-02,\xe2\x82\x28", "bytes"),
    (b"V2,,1970-01-02,a\x00", "control"),
    (b"V2,,1970-01-02,a\rb", "control"),
    (b'V2,,1970-01-02,"a\rb"', "control"),
    (b'V2,,1970-01-02,"a\x01b"', "control"),
    (b"V2,,1970-01-02,a\x7f", "control"),
    (b"visit,nhs_number,born,name", "header_again"),
    (b"\xef\xbb\xbfV2,,1970-01-02,x", "byte_order_mark"),
]


def test_IN_03_every_broken_row_is_put_aside_with_its_bytes_and_its_neighbours_stay(tmp_path):
    between = b"".join(row + b"\nV%d,,,after\n" % (n + 10) for n, (row, _) in enumerate(BROKEN))
    receipt = send(place(tmp_path), HEAD.encode() + between)
    assert [(rules, raw) for _, rules, raw in aside(receipt)] == [
        (words(rule), row) for row, rule in BROKEN
    ]
    assert [line for line, _, _ in aside(receipt)] == [2 + 2 * n for n in range(len(BROKEN))]
    assert parts(receipt) == (len(BROKEN), len(BROKEN), 0, 0, 0)


def test_letters_of_every_length_are_read(tmp_path):
    letters = ["é", "€", "𝔸", "\u07ff", "\ud7ff", "\U0010ffff"]
    text = HEAD + "".join(f"V{n},,,a{letter}z\n" for n, letter in enumerate(letters))
    rows = accepted(send(place(tmp_path), text))
    assert [r["name"] for r in rows] == [f"a{letter}z" for letter in letters]


def test_blank_rows_are_counted_and_lines_are_those_an_editor_shows(tmp_path):
    text = HEAD + '\nV1,,,"two\nlines"\n , ,\t,\n\n,,,\nV2,,,x\n'
    receipt = send(place(tmp_path), text)
    assert parts(receipt) == (2, 0, 0, 4, 0)
    assert [r["line"] for r in accepted(receipt)] == [3, 8]


def test_a_stray_quote_takes_no_good_row_with_it_unseen(tmp_path):
    text = HEAD + 'V1,,,a\nV2,,,"b\nV3,,,c\nV4,,,"d"\nV5,,,e\n'
    receipt = send(place(tmp_path), text)
    assert [r["visit"] for r in accepted(receipt)] == ["V1", "V5"]
    assert [(line, rules) for line, rules, _ in aside(receipt)] == [
        (n, words("quote")) for n in (3, 4, 5)
    ]


def test_a_quoted_text_that_holds_whole_rows_is_put_aside(tmp_path):
    text = HEAD + 'V1,,,"x\nV2,,,y"\nV3,,,z\n'
    receipt = send(place(tmp_path), text)
    assert [rules for _, rules, _ in aside(receipt)] == [words("swallowed")]
    assert [r["visit"] for r in accepted(receipt)] == ["V3"]


def test_IN_03_a_quote_that_never_closes_refuses_the_file(tmp_path):
    with pytest.raises(ExtractError, match="opens on line 3 never closes"):
        send(place(tmp_path), HEAD + ROW + 'V2,,,"x\nV3,,,y\n')


def test_a_row_longer_than_any_row_refuses_the_file(tmp_path, monkeypatch):
    monkeypatch.setattr(delimited, "BLOCK", 100)
    monkeypatch.setattr(delimited, "LONGEST_ROW", 200)
    monkeypatch.setattr(unpacking, "CHUNK", 100)
    with pytest.raises(ExtractError, match="line 2 begins a row of more than 200 bytes"):
        send(place(tmp_path), HEAD + 'V1,,,"' + "x" * 1000 + '"\n')


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_is_read(tmp_path, ending):
    text = (HEAD + ROW + 'V2,,,"a b"\nV3,,,z\n').replace("\n", ending)
    receipt = send(place(tmp_path), text)
    assert [(r["line"], r["visit"]) for r in accepted(receipt)] == [(2, "V1"), (3, "V2"), (4, "V3")]
    assert receipt.notes == ()


def test_a_quoted_line_break_in_a_file_of_lone_carriage_returns(tmp_path):
    receipt = send(place(tmp_path), HEAD.replace("\n", "\r") + 'V1,,,"a\rb"\rV2,,,c\r')
    assert [(r["line"], r["name"]) for r in accepted(receipt)] == [(2, "a\rb"), (4, "c")]


def test_two_kinds_of_line_end_are_noted(tmp_path):
    receipt = send(place(tmp_path), HEAD + "V1,,,a\r\nV2,,,b\nV3,,,c\nV4,,,d\n")
    assert receipt.accepted == 4
    assert receipt.notes == ("its lines end in two different ways",)


def test_IN_03_a_last_row_without_a_line_end_may_be_cut_short(tmp_path):
    cut = send(place(tmp_path), HEAD + ROW + "V2,,,Joh")
    assert aside(cut) == [(3, words("cut_short"), b"V2,,,Joh")]
    vouched = send(
        place(tmp_path / "b"), HEAD + ROW + "V2,,,John", manifest=Manifest(rows=2, sequence=1)
    )
    assert vouched.accepted == 2
    assert vouched.notes == ("its last line has no line end",)
    broken = send(place(tmp_path / "c"), HEAD + ROW + "V2,,")
    assert [rules for _, rules, _ in aside(broken)] == [words("short_row")]
    blank = send(place(tmp_path / "d"), HEAD + ROW + "  ")
    assert parts(blank) == (1, 0, 0, 1, 0)
    quote = send(place(tmp_path / "e"), HEAD + ROW + 'V2,,,a"b')
    assert [rules for _, rules, _ in aside(quote)] == [words("quote")]
    closed = send(place(tmp_path / "f"), HEAD + ROW + 'V2,,,"ab"')
    assert [rules for _, rules, _ in aside(closed)] == [words("cut_short")]
    lone = send(place(tmp_path / "g"), HEAD.replace("\n", "\r\n") + "V1,,,a\r\nV2,,,b\r")
    assert [rules for _, rules, _ in aside(lone)] == [words("control")]


def test_a_file_of_headings_alone_waits_for_a_person(tmp_path):
    receipt = send(place(tmp_path), HEAD)
    assert (receipt.rows_in, receipt.state) == (0, "held")
    assert "no row of it was accepted" in receipt.because
    open_end = send(place(tmp_path / "b"), HEAD.strip())
    assert open_end.rows_in == 0


@pytest.mark.parametrize(("other", "word"), [(";", "a semicolon"), ("\t", "a tab"), ("|", "a bar")])
def test_another_delimiter_is_named(tmp_path, other, word):
    with pytest.raises(ExtractError, match=f"parted by {word}, and its contract says a comma"):
        send(place(tmp_path), (HEAD + ROW).replace(",", other))


def test_the_contracts_own_delimiter_and_a_file_of_one_column(tmp_path):
    semicolons = VISITS.replace("[columns]", '[form]\ndelimiter = ";"\n[columns]')
    receipt = send(place(tmp_path / "b", semicolons), "visit;name\nV1;a, b\n")
    assert accepted(receipt)[0]["name"] == "a, b"
    only = VISITS.split("nhs_number")[0]
    one = send(place(tmp_path / "c", only), "visit\nV1\n\nV2\n")
    assert parts(one) == (2, 0, 0, 1, 0)
    with pytest.raises(ExtractError, match="no heading in its first line is known"):
        send(place(tmp_path / "d"), "words\nx\n")


@pytest.mark.parametrize("start", [b"\x00\x01,a\nb\n", b"\nvisit,name\n", b"\xff\xffvisit\nx\n"])
def test_a_first_line_that_is_no_headings_refuses_the_file(tmp_path, start):
    with pytest.raises(ExtractError, match=r"headings"):
        send(place(tmp_path), start)


def test_headings_may_be_quoted_and_run_over_lines(tmp_path):
    text = '"visit","the\nname"\nV1,a\n"V2","b"\n'
    receipt = send(place(tmp_path), text, mapping={"the name": "name"})
    assert [(r["line"], r["name"]) for r in accepted(receipt)] == [(3, "a"), (4, "b")]


# -- encodings and packing -------------------------------------------------------------------


def encoded(tmp_path, encoding):
    return place(
        tmp_path, VISITS.replace("[columns]", f'[form]\nencoding = "{encoding}"\n[columns]')
    )


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_byte_order_mark_is_no_part_of_the_first_heading(tmp_path, mark):
    assert send(place(tmp_path), mark + (HEAD + ROW).encode()).accepted == 1


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "utf-16", "utf-16-le", "utf-8-sig"])
def test_the_declared_encoding_is_read(tmp_path, encoding):
    data = (HEAD + "V1,,,Zoë\n").encode(encoding)
    assert accepted(send(encoded(tmp_path, encoding), data))[0]["name"] == "Zoë"


def test_IN_04_a_byte_the_encoding_does_not_know_is_kept_as_sent(tmp_path):
    data = HEAD.encode() + b"V1,,,Zo\xeb\nV2,,,a\x81b\n"
    receipt = send(encoded(tmp_path, "cp1252"), data)
    assert aside(receipt) == [(3, words("bytes"), b"V2,,,a\x81b")]
    assert accepted(receipt)[0]["name"] == "Zoë"


def test_IN_04_another_encoding_than_declared_refuses_the_file(tmp_path):
    text = HEAD + "V1,,,Zoë\n"
    with pytest.raises(ExtractError, match="UTF-16 and its contract says utf-8"):
        send(place(tmp_path), text.encode("utf-16"))
    with pytest.raises(ExtractError, match="UTF-8 and its contract says cp1252"):
        send(encoded(tmp_path / "b", "cp1252"), text)
    with pytest.raises(ExtractError, match="not whole UTF-16"):
        send(encoded(tmp_path / "c", "utf-16"), text.encode("utf-16") + b"\x00")
    with pytest.raises(ExtractError, match="UTF-8 and its contract says latin-1"):
        send(encoded(tmp_path / "d", "latin-1"), b"\xef\xbb\xbf" + text.encode())
    with pytest.raises(ExtractError, match="headings are not written in ascii"):
        send(encoded(tmp_path / "e", "ascii"), "visit,né\n".encode("cp1252"))


def test_gzip_in_one_or_many_members_is_read(tmp_path):
    text = (HEAD + ROW).encode()
    assert send(place(tmp_path), text, "visits.csv.gz").accepted == 1
    members = gzip.compress(text[:30], mtime=0) + gzip.compress(text[30:], mtime=0)
    path = tmp_path / "incoming" / "members.csv.gz"
    path.write_bytes(members)
    assert intake.load(place(tmp_path), "visits", path, on=ON).accepted == 1


def test_a_file_is_the_same_however_few_bytes_are_read_at_a_time(tmp_path, monkeypatch):
    monkeypatch.setattr(unpacking, "CHUNK", 8)
    text = "\ufeff" + HEAD + ROW
    assert send(place(tmp_path), text, "visits.csv.gz").accepted == 1
    monkeypatch.setattr(unpacking, "CHUNK", 2)
    assert send(place(tmp_path), text).accepted == 1


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda data: data[:-9], "cut short"),
        (lambda data: data + b"more", "something follows"),
        (lambda data: data[:20] + bytes([data[20] ^ 4]) + data[21:], "damaged"),
        (lambda data: data[:-5] + bytes([data[-5] ^ 1]) + data[-4:], "damaged"),
    ],
)
def test_IN_04_gzip_bit_flip_cut_or_tail_refuses_the_file(tmp_path, spoil, said):
    rows = "".join(f"V{n},,,name {n}\n" for n in range(500))
    path = tmp_path / "incoming" / "visits.csv.gz"
    here = place(tmp_path)
    path.write_bytes(spoil(gzip.compress((HEAD + rows).encode(), mtime=0)))
    with pytest.raises(ExtractError, match=said):
        intake.load(here, "visits", path, on=ON)


def test_IN_04_a_bomb_is_refused_before_it_fills_anything(tmp_path, monkeypatch):
    monkeypatch.setattr(unpacking, "FREE", 2**20)
    bomb = (HEAD + "V1,,," + " " * 2**22 + "\n").encode()
    with pytest.raises(ExtractError, match="unpacks to more than 250 times its size"):
        send(place(tmp_path), bomb, "visits.csv.gz")


# -- blocks ------------------------------------------------------------------------------------


def test_where_a_block_ends_makes_no_difference(tmp_path, monkeypatch):
    rows = "".join(
        f'V{n},,{1950 + n % 60}-01-02,"né, ""{n}""\r\n{n}"\r\n' if n % 3 else f"V{n},x,,a\r\n"
        for n in range(60)
    )
    text = HEAD.replace("\n", "\r\n") + rows
    whole = send(place(tmp_path / "whole"), text)
    assert whole.accepted == 60
    for size in (101, 256):
        monkeypatch.setattr(delimited, "BLOCK", size)
        monkeypatch.setattr(unpacking, "CHUNK", size)
        monkeypatch.setattr(delimited, "MOST_ROWS", 300)
        again = send(place(tmp_path / str(size)), text)
        assert accepted(again) == accepted(whole)


def test_more_rows_than_fit_the_arrays_go_on_in_the_next_round(tmp_path, monkeypatch):
    monkeypatch.setattr(delimited, "MOST_ROWS", 256)
    rows = "".join(f"V{n},,,a\n" if n % 5 else f'V{n},,,"a\n"b\n' for n in range(700))
    receipt = send(place(tmp_path), HEAD + rows)
    assert parts(receipt) == (560, 280, 0, 0, 0)


patient = settings(deadline=None)  # the first call compiles
cells = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=8)


def _slow_scan(*given):
    """The scan with nothing of it compiled."""
    pieces = {name: piece for name, piece in vars(scanning).items() if hasattr(piece, "py_func")}
    with pytest.MonkeyPatch.context() as patch:
        for name, piece in pieces.items():
            patch.setattr(scanning, name, piece.py_func)
        return scanning.scan(*given)


def _scan(scan, data, width, last, room, ending):
    """What one scan gives: its answer and what it filled."""
    starts, ends, lines = (np.zeros(room, np.int64) for _ in range(3))
    faults, grid = np.zeros(room, np.uint8), np.zeros((room, width, 2), np.int32)
    view = np.frombuffer(data + b"\n", np.uint8)[: len(data)]
    form, header = (44, 34, ending, width), np.frombuffer(b"a,b,c", np.uint8)
    got = scan(
        view, 0, view.size, last, form, header, scanning.kinds(44, 34, ending), 2,
        starts, ends, lines, faults, grid,
    )  # fmt: skip
    rules = [scanning.ROW_RULES[fault] for fault in faults[: got[0]]]
    good = np.flatnonzero(faults[: got[0]] == scanning.FINE)
    return got, rules, lines[: got[0]].tolist(), good, view, grid


def _scanned(data, *, width=3, last=True, room=64, ending=10):
    """Why it came back, the cells of good rows, and the rules of all; compiled and not, alike."""
    told = _scan(scanning.scan, data, width, last, room, ending)
    slow = _scan(_slow_scan, data, width, last, room, ending)
    assert tuple(told[0]) == tuple(slow[0])
    assert told[1:3] == slow[1:3]
    got, rules, _, good, view, grid = told
    texts = [[] for _ in good]
    for column in range(width):
        cells = taking.take(view, grid, good, column, 34, taking.LETTERS)
        again = taking.take.py_func(view, grid, good, column, 34, taking.LETTERS)
        assert all(np.array_equal(a, b) for a, b in zip(cells, again, strict=True))
        offsets, letters, *_ = cells
        for row, begin, end in zip(texts, offsets[:-1], offsets[1:], strict=True):
            row.append(bytes(letters[begin:end]))
    return got, texts, rules


@patient
@given(st.lists(st.lists(cells, min_size=3, max_size=3), min_size=1, max_size=8))
def test_what_the_standard_library_writes_is_read_back(rows):
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(rows)
    filled = [row for row in rows if any(cell.strip(" ") for cell in row)]
    _, texts, rules = _scanned(out.getvalue().encode())
    assert texts == [[cell.strip(" ").encode() for cell in row] for row in filled]
    assert len(rules) == len(rows)


pieces = st.lists(
    st.sampled_from([b"a", b'"', b",", b"\n", b"\r", b"\r\n", b" ", b"\x00", b"\xc3\xa9", b"\xff"]),
    max_size=24,
)


@settings(max_examples=400, deadline=None)
@given(pieces, st.sampled_from([10, 13]), st.booleans(), st.sampled_from([3, 64]))
def test_no_bytes_whatever_stop_the_scan_or_lose_a_byte(some, ending, last, room):
    data = b"".join(some)
    (rows, at, *_, why), _, rules = _scanned(data, last=last, room=room, ending=ending)
    if last:
        assert why in (scanning.UNCLOSED, scanning.MORE) or at == len(data)
    assert rows == len(rules)


BYTES = list(b"\x00\x7f\x80\xbf\xc0\xc2\xe0\xa0\x9f\xed\xef\xbb\xf0\x90\xf4")


@patient
@example(list("€𝔸é".encode()))
@example(list(b"\xe2\x82A"))
@example(list(b"\xe2A\x82"))
@given(st.lists(st.sampled_from(BYTES), max_size=6))
def test_bytes_are_utf8_when_python_says_so(some):
    data = bytes(some)
    try:
        data.decode("utf-8")
        expected = True
    except UnicodeDecodeError:
        expected = False
    view = np.frombuffer(data + b"x", np.uint8)
    for is_utf8 in (scanning.is_utf8, scanning.is_utf8.py_func):
        assert is_utf8(view, 0, len(data)) == expected
    starts_with_mark = data.startswith(b"\xef\xbb\xbf")
    assert scanning._is_mark.py_func(view, 0, len(data)) == starts_with_mark


def test_rows_equal_to_the_headings_and_line_ends_are_known():
    view = np.frombuffer(b"a,b\r\na,c\r", np.uint8)
    same, end = scanning._same.py_func, scanning._is_row_end.py_func
    header = np.frombuffer(b"a,b", np.uint8)
    assert [same(view, 0, 3, header), same(view, 5, 8, header), same(view, 0, 2, header)] == [
        True,
        False,
        False,
    ]
    assert [end(view, at, 9, 10) for at in (0, 3, 4, 8)] == [0, 2, 1, 0]
    assert [end(view, at, 9, 13) for at in (0, 3)] == [0, 1]


def test_the_scan_stops_where_arrays_or_data_end_and_tells_what_is_odd():
    got, texts, rules = _scanned(b'\xef\xbb\xbfa,1,2\na,b,c\n1,"2,3\n4,5",6\n x ,\tz\t,"q"\n')
    assert rules == ["byte_order_mark", "header_again", "swallowed", "fine"]
    assert texts == [[b"x", b"z", b"q"]]
    assert got[4] == scanning.DONE
    spoiled = b'1,2,3\n4,"5\n6,7"x,8\n9,9,9\n'
    (rows, at, line, _, why), _, rules = _scanned(spoiled, room=2)
    assert (rows, spoiled[at:], line, why) == (2, b'6,7"x,8\n9,9,9\n', 4, scanning.MORE)
    assert rules == ["fine", "quote"]
    (rows, at, _, _, why), _, _ = _scanned(b'1,2,3\n4,"5"x', last=False)
    assert (rows, at, why) == (1, 6, scanning.DONE)
    for cut in (b'1,2,"3"\r', b"1,2,3\r", b'1,2,"3"'):
        (rows, at, _, _, why), _, _ = _scanned(b"1,2,3\n" + cut, last=False)
        assert (rows, at, why) == (1, 6, scanning.DONE)


def test_every_rule_of_a_row_each_by_itself():
    told = {
        b'1,2,"3 ""x"""': "fine", b'1,2,"a\r\nb"': "fine",
        b"1,2,a\rb": "control", b'1,2,"a\rb"': "control",
        b" ,,": "blank", b"1,2,\xff": "bytes", b"1,2": "short_row", b"1,2,3,4": "long_row",
    }  # fmt: skip
    _, _, rules = _scanned(b"\n".join(told) + b"\n")
    assert rules == list(told.values())
    for row, rule in told.items():
        assert _scanned(row)[2] == [rule]
    (rows, at, line, _, why), _, _ = _scanned(b'1,2,3\n4,"5')
    assert (rows, at, line, why) == (1, 6, 3, scanning.UNCLOSED)
    (rows, at, _, _, why), _, rules = _scanned(b'4,"5"x\r1', last=False, ending=13)
    assert (rows, at, why, rules) == (1, 7, scanning.DONE, ["quote"])
    assert _scanned(b"1,2,3\r\n")[2] == ["fine"]
    (rows, at, _, _, why), _, _ = _scanned(b"1,2,3\n" * 4, room=3)
    assert (rows, at, why) == (3, 18, scanning.MORE)
