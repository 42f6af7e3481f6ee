"""Pictures and sound without what phones write into them: where, when, with which phone.

Nothing is drawn anew: only the parts that hold the picture or the sound are kept.
Source: JPEG ITU-T T.81 annex B; PNG (W3C, third edition) section 5; GIF89a; RIFF and WebP
container; ISO/IEC 14496-12 boxes; ID3v2.4.
"""

import struct

from tilth.web.learn.telling import ogg
from tilth.web.learn.telling.turning import only, way_up


def bare(ending, held):
    """The bytes without what tells of a place or a person; ValueError where they are damaged."""
    try:
        return STRIPS[ending](held)
    except (
        IndexError,
        struct.error,
        RecursionError,
    ):  # too small, too deep
        raise ValueError("it is damaged") from None


def _jpeg(held):
    kept, at, way = [held[:2]], 2, None
    while True:
        at = _not_fill(held, at)
        mark, size = held[at + 1], struct.unpack_from(">H", _some(held, at + 2, 2))[0]
        if size < 2:
            raise ValueError("a segment without a length")
        segment = _some(held, at, 2 + size)
        # APP0 says how it is drawn, APP2 and APP14 which colours; others and comments only tell.
        if not (0xE0 <= mark <= 0xEF or mark == 0xFE) or _drawn(mark, segment):
            kept.append(segment)
        elif mark == 0xE1:
            way = way or way_up(segment)
        at += 2 + size
        if mark == 0xDA:
            end = held.rfind(b"\xff\xd9")
            if end < at:
                raise ValueError("it has no end")
            kept.append(_scans(held[at : end + 2]))
            kept.insert(1, only(way))
            return b"".join(kept)


def _drawn(mark, segment):
    return mark in (0xE0, 0xEE) or (mark == 0xE2 and segment[4:15] == b"ICC_PROFILE")


def _not_fill(held, at):
    while at + 1 < len(held) and held[at] == held[at + 1] == 0xFF:
        at += 1
    if at + 3 >= len(held) or held[at] != 0xFF:
        raise ValueError("a segment does not begin where it should")
    return at


def _scans(held):
    """Up to the first end of picture: what some phones hang behind it is not shown, and goes."""
    at, kept, begun = 0, [], 0
    while (at := held.find(b"\xff", at)) >= 0 and at + 1 < len(held):
        mark = held[at + 1]
        if mark == 0xD9:
            return b"".join([*kept, held[begun : at + 2]])
        if mark == 0 or 0xD0 <= mark <= 0xD7 or mark == 0xFF:
            at += 1 if mark == 0xFF else 2
            continue
        size = 2 + struct.unpack_from(">H", _some(held, at + 2, 2))[0]
        if 0xE0 <= mark <= 0xEF or mark == 0xFE:
            kept.append(held[begun:at])
            begun = at + size
        at += size
    raise ValueError("it has no end")


PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD acTL fcTL fdAT".split()
)


def _png(held):
    kept, at = [held[:8]], 8
    while True:
        size, name = struct.unpack(">I4s", _some(held, at, 8))
        whole = _some(held, at, 12 + size)
        if name in PNG_KEPT:
            kept.append(whole)
        at += 12 + size
        if name == b"IEND":
            return b"".join(kept)


def _gif(held):
    at = 13 + _colours(_some(held, 10, 1)[0])
    kept = [_some(held, 0, at)]
    while True:
        start, mark = at, _some(held, at, 1)[0]
        if mark == 0x3B:
            return b"".join([*kept, b"\x3b"])
        if mark == 0x2C:
            at = _blocks(held, at + 11 + _colours(_some(held, at + 9, 1)[0]))
            kept.append(held[start:at])
        elif mark == 0x21:
            label = _some(held, at + 1, 1)[0]
            at = _blocks(held, at + 2)
            loops = label == 0xFF and held[start + 3 : start + 14] == b"NETSCAPE2.0"
            if label == 0xF9 or loops:
                kept.append(held[start:at])
        else:
            raise ValueError("a block of a kind there is not")


def _colours(flags):
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _blocks(held, at):
    while size := _some(held, at, 1)[0]:
        at += 1 + size
    return at + 1


def _riff(kept, whats_shown):
    def strip(held):
        parts, at = [], 12
        while at + 8 <= len(held):
            name, size = struct.unpack("<4sI", _some(held, at, 8))
            whole = _some(held, at, 8 + size) + b"\0" * (size % 2)
            if name == b"VP8X":  # it says which parts there are: none of EXIF (8) and XMP (4)
                whole = whole[:8] + bytes([whole[8] & ~0x0C]) + whole[9:]
            if name in kept:
                parts.append(whole)
            at += 8 + size + size % 2
        if not any(part[:4] in whats_shown for part in parts):
            raise ValueError("there is nothing in it to see or to hear")
        body = b"".join(parts)
        return b"RIFF" + struct.pack("<I", len(body) + 4) + held[8:12] + body

    return strip


TELLS = frozenset(b"udta meta uuid free skip".split())
BOXES = frozenset(b"moov trak mdia minf".split())


def _m4a(held):
    """What tells is overwritten where it lies: the sound is found by its place in the file."""
    made = bytearray(held)
    _overwrite(made, 0, len(made))
    return bytes(made)


def _overwrite(made, at, end):
    while at < end:
        size, name = struct.unpack(">I4s", _some(made, at, 8))
        head = 8
        if size == 1:
            size, head = struct.unpack(">Q", _some(made, at + 8, 8))[0], 16
        size = size or end - at
        if size < head or at + size > end:
            raise ValueError("a box is longer than what holds it")
        if name in TELLS:
            made[at + 4 : at + 8] = b"free"
            made[at + head : at + size] = bytes(size - head)
        elif name in BOXES:
            _overwrite(made, at + head, at + size)
        at += size


def _mp3(held):
    at = 0
    while held.startswith(b"ID3", at):
        size = 0
        for one in _some(held, at + 6, 4):
            size = size << 7 | one & 0x7F
        at += 10 + size + (10 if held[at + 5] & 0x10 else 0)
    held = held[at:]
    if held[-128:-125] == b"TAG":
        held = held[:-128]
    if not held:
        raise ValueError("there is no sound in it")
    return held


def _some(held, at, size):
    """So many bytes from there; ValueError where they are not there."""
    found = held[at : at + size]
    if len(found) < size:
        raise ValueError("it ends too early")
    return found


WEBP_SHOWN = frozenset({b"VP8 ", b"VP8L", b"ANMF"})
STRIPS = {
    "jpg": _jpeg,
    "png": _png,
    "gif": _gif,
    "webp": _riff(frozenset(b"VP8X ALPH ANIM ICCP".split()) | WEBP_SHOWN, WEBP_SHOWN),
    "wav": _riff(frozenset({b"fmt ", b"data", b"fact"}), {b"data"}),
    "m4a": _m4a,
    "mp3": _mp3,
    "ogg": ogg.bare,
}
