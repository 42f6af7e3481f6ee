"""The bytes of a delimited file, unpacked and turned into UTF-8 as they are read."""

import codecs
import zlib

from tilth.see.intake.receiving import MOST_RATIO, refusal

CHUNK = 4 * 2**20
FREE = 16 * 2**20  # unpacked bytes below which no ratio is suspicious
MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
AS_IS = ("utf-8", "utf8", "utf_8", "utf-8-sig", "ascii", "us-ascii")


def chunks(received, encoding, told=lambda done: None):
    """The file's bytes as UTF-8, a few megabytes at a time, without its byte order mark.

    A byte its encoding does not know comes through as it is, so that the scan finds it and puts
    the row aside. told(done): called with the bytes of the file read so far.
    Raises ExtractError where the packing or the declared encoding is wrong for the whole file.
    """
    raw = _gunzip(received, told) if received.kind == "gzip" else _read(received, told)
    return _recoded(raw, received.path, encoding)


def _read(received, told):
    done = 0
    with open(received.path, "rb") as file:
        while data := file.read(CHUNK):
            done += len(data)
            told(done)
            yield data


def _gunzip(received, told):
    """Checksummed: zlib compares each member's CRC-32 and length with what came out of it."""
    path, done, out = received.path, 0, 0
    member = zlib.decompressobj(31)
    with open(path, "rb") as file:
        try:
            while data := file.read(CHUNK // 4):
                done += len(data)
                told(done)
                while data:
                    if member.eof:
                        member = _next_member(data, path)
                    piece = member.decompress(data, CHUNK)
                    out += len(piece)
                    _refuse_bomb(path, out, done)
                    if piece:
                        yield piece
                    data = member.unconsumed_tail or member.unused_data
        except zlib.error:
            raise refusal(
                path,
                "its gzip packing is damaged: what comes out is not what was put in",
                "Ask the sender to send it again.",
            ) from None
    if not member.eof:
        raise refusal(path, "it is cut short inside its gzip packing", "Ask for it again, whole.")


def _next_member(data, path):
    if data[:1] != b"\x1f":
        raise refusal(
            path,
            "something follows the end of its gzip packing",
            "Ask the sender to pack it again.",
        )
    return zlib.decompressobj(31)


def _refuse_bomb(path, out, done):
    if out > FREE and out > MOST_RATIO * done:
        raise refusal(
            path,
            f"it unpacks to more than {MOST_RATIO} times its size, as no extract does",
            "Ask the sender what it is; send large extracts unpacked.",
        )


def _recoded(raw, path, encoding):
    """Chunks of UTF-8 from chunks in the declared encoding; its byte order mark is checked."""
    first = next(raw, b"")
    while 0 < len(first) < 4 and (more := next(raw, b"")):
        first += more
    mark, marked = next(((m, e) for m, e in MARKS if first.startswith(m)), (b"", ""))
    declared = encoding.lower()
    if marked and not declared.replace("_", "-").startswith(marked):
        raise refusal(
            path,
            f"it is written in {marked.upper()} and its contract says {encoding}",
            f'Set encoding = "{marked}" in the contract, or ask the sender for {encoding}.',
        )
    if declared in AS_IS:
        yield first[len(mark) :]
        yield from raw
        return
    yield from _decoded(first, raw, path, declared)


def _decoded(first, raw, path, encoding):
    """Text in another encoding, strictly. Single bytes without a meaning are carried through."""
    wide = encoding.startswith(("utf-16", "utf-32", "utf_16", "utf_32"))
    decoder = codecs.getincrementaldecoder(encoding)("strict" if wide else "surrogateescape")
    beyond, as_utf8 = 0, codecs.getincrementaldecoder("utf-8")("strict")
    piece = first
    while piece is not None:
        following = next(raw, None)
        try:
            text = decoder.decode(piece, final=following is None)
        except UnicodeDecodeError:
            raise refusal(
                path, f"it is not whole {encoding.upper()}", "Ask the sender to send it again."
            ) from None
        if as_utf8 and not wide:
            beyond += not piece.isascii()
            as_utf8 = _still_utf8(as_utf8, piece, following is None)
        yield text.encode("utf-8", "surrogateescape")
        piece = following
    if beyond and as_utf8 and not wide:
        raise refusal(
            path,
            f"it is written in UTF-8 and its contract says {encoding}: names would be spoiled",
            'Set encoding = "utf-8" in the contract.',
        )


def _still_utf8(decoder, piece, final):
    """The decoder while everything so far reads as UTF-8, else None."""
    try:
        decoder.decode(piece, final)
    except UnicodeDecodeError:
        return None
    return decoder
