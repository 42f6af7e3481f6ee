"""Which way up a JPEG is: the one thing of what a phone writes that a reader needs.

Source: Exif 2.32 (JEITA CP-3451), tag 0x0112.
"""

import struct

TAG, RIGHT = 0x0112, 1
SMALL = struct.Struct(">6s2sHIHHHIHHI")


def way_up(segment):
    """1 to 8, from an APP1 segment; None where it does not say."""
    if segment[4:10] != b"Exif\0\0":
        return None
    held = segment[10:]
    order = {b"II": "<", b"MM": ">"}.get(held[:2])
    if order is None:
        return None
    try:
        first = struct.unpack_from(f"{order}I", held, 4)[0]
        number = struct.unpack_from(f"{order}H", held, first)[0]
        for one in range(min(number, 100)):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", held, first + 2 + 12 * one)
            if tag == TAG:
                return value if 1 <= value <= 8 else None
    except struct.error:
        return None
    return None


def only(way):
    """An APP1 segment that says which way up it is and nothing else; empty where it is right."""
    if way in (None, RIGHT):
        return b""
    body = SMALL.pack(b"Exif\0\0", b"MM", 42, 8, 1, TAG, 3, 1, way, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
