"""Ogg without what its comments tell: who spoke, where, with which telephone.

A comment is written over where it lies and the sum of its page is worked out anew; nothing else of
the sound is touched. A stream of a kind we do not know is left out.
Source: RFC 3533 (pages), RFC 7845 (Opus), Vorbis I section 5, the Ogg mappings of FLAC and Speex.
"""

import struct
import zlib

HEAD = struct.Struct("<4sBBqIIIB")
SUM_AT = 22
BEGINS, FULL = 2, 255
TURNED = bytes(int(f"{one:08b}"[::-1], 2) for one in range(256))
COMMENT, PADDING, LAST = 4, 1, 0x80
SEEN = frozenset(
    {0, 1, 3}
)  # FLAC's blocks that tell nothing: how it sounds, nothing, where to seek


def bare(held):
    """The bytes without what comments tell; ValueError where they are damaged."""
    pages, streams = list(_pages(held)), {}
    for page in pages:
        if page.begins:
            streams[page.serial] = _Stream(page)
        if page.serial not in streams:
            raise ValueError("a page of a stream that never began")
        page.stream = streams[page.serial]
        page.stream.read(page)
    if any(one.open for one in streams.values()):
        raise ValueError("it ends before its sound begins")
    kept = [page for page in pages if page.stream.blank]
    if not kept:
        raise ValueError("there is no sound in it")
    return b"".join(page.written() for page in kept)


class _Page:
    """A page: head and table of lengths as they are, its body to write into."""

    def __init__(self, head, table, body):
        _, _, flags, _, self.serial, _, _, _ = HEAD.unpack(head)
        self.head, self.table, self.body = head, table, bytearray(body)
        self.begins, self.changed = bool(flags & BEGINS), False

    def written(self):
        """Its bytes, with a new sum where something was written over."""
        if not self.changed:
            return self.head + self.table + self.body
        empty = self.head[:SUM_AT] + b"\0\0\0\0" + self.head[SUM_AT + 4 :]
        number = struct.pack("<I", sum_of(empty + self.table + bytes(self.body)))
        return empty[:SUM_AT] + number + empty[SUM_AT + 4 :] + self.table + bytes(self.body)


class _Stream:
    """One sound of several that may lie in a file: its header packets, as they come together."""

    def __init__(self, first):
        self.blank = next((do for mark, do in KINDS.items() if first.body.startswith(mark)), None)
        self.parts, self.number, self.open = [], 0, self.blank is not None

    def read(self, page):
        """Take the packets of a page until the last that may hold a comment."""
        at = 0
        for size in page.table:
            if not self.open:
                return
            self.parts.append((page, at, at + size))
            at += size
            if size < FULL:
                self._packet()

    def _packet(self):
        held = b"".join(bytes(page.body[start:end]) for page, start, end in self.parts)
        new, self.open = self.blank(self.number, held) if self.number else (held, True)
        at = 0
        for page, start, end in self.parts if new != held else ():
            page.body[start:end] = new[at : at + end - start]
            page.changed, at = True, at + end - start
        self.parts, self.number = [], self.number + 1


def _pages(held):
    at = 0
    while at < len(held):
        head = _some(held, at, HEAD.size)
        if head[:4] != b"OggS":
            raise ValueError("a page does not begin where it should")
        table = _some(held, at + HEAD.size, head[-1])
        body = _some(held, at + HEAD.size + len(table), sum(table))
        yield _Page(head, table, body)
        at += HEAD.size + len(table) + len(body)


def _some(held, at, size):
    found = held[at : at + size]
    if len(found) < size:
        raise ValueError("it ends too early")
    return found


def sum_of(held):
    """The sum of a page: CRC-32 as Ogg has it, which turns every byte the other way round."""
    found = zlib.crc32(held.translate(TURNED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{found:032b}"[::-1], 2)


def _none(size):
    """No comment at all, in so many bytes: the name of the program is that many spaces."""
    if size < 8:
        raise ValueError("a comment without a length")
    return struct.pack("<I", size - 8) + b" " * (size - 8) + struct.pack("<I", 0)


def _vorbis(_, held):
    if not held.startswith(b"\x03vorbis"):
        raise ValueError("the comment is not where it should be")
    return held[:7] + _none(len(held) - 8) + b"\x01", False


def _opus(_, held):
    if not held.startswith(b"OpusTags"):
        raise ValueError("the comment is not where it should be")
    return held[:8] + _none(len(held) - 8), False


def _speex(_, held):
    return _none(len(held)), False


def _flac(_, held):
    """Blocks until the last: pictures and what programs wrote become padding."""
    if not held or held[0] == 0xFF:
        return held, False
    kind, last = held[0] & ~LAST, held[0] & LAST
    if kind == COMMENT:
        held = held[:4] + _none(len(held) - 4)
    elif kind not in SEEN:
        held = bytes([last | PADDING]) + held[1:4] + bytes(max(len(held) - 4, 0))
    return held, not last


KINDS = {b"\x01vorbis": _vorbis, b"OpusHead": _opus, b"Speex   ": _speex, b"\x7fFLAC": _flac}
