"""Small Ogg files that tell who spoke and where, in each way of keeping sound we know."""

import struct

SECRET = b"GPS 53.48,-2.24 Denise"


def said(*comments):
    """A comment as Vorbis writes it: the name of a program, then the comments."""
    told = [struct.pack("<I", len(one)) + one for one in comments]
    return struct.pack("<I", 6) + b"tilth!" + struct.pack("<I", len(told)) + b"".join(told)


LONG = said(b"ARTIST=" + SECRET, b"METADATA_BLOCK_PICTURE=" + SECRET * 3000)
OPUS = (b"OpusHead\1\1", b"OpusTags" + LONG)
VORBIS = (b"\x01vorbis" + bytes(23), b"\x03vorbis" + LONG + b"\1", b"\x05vorbis books")
SPEEX = (b"Speex   1.2", said(b"LOCATION=" + SECRET))
FLAC = (
    b"\x7fFLAC\1\0\0\3fLaC\0\0\0\x22" + bytes(34),
    b"\x04\0\0\0" + said(b"ARTIST=" + SECRET),
    b"\x06\0\0\0" + SECRET,
    b"\x83\0\0\0" + bytes(18),
)


def spoken(packets, *, serial=7, sound=(b"sound", b"more sound")):
    """An Ogg file of these packets, each beginning a page, then the sound on one page."""
    pages = [(2, [packets[0]])]
    pages += [(0, [one]) for one in packets[1:]] + [(4, sound)]
    held, number = b"", 0
    for flags, some in pages:
        for page in cut(some):
            held += page_of(flags, serial, number, *page)
            number += 1
    return held


def cut(packets):
    """(table of lengths, body) of each page that packets need."""
    table, body = [], b"".join(packets)
    for one in packets:
        table += [255] * (len(one) // 255) + [len(one) % 255]
    at = 0
    for first in range(0, len(table), 255):
        some = table[first : first + 255]
        yield bytes(some), body[at : at + sum(some)]
        at += sum(some)


def page_of(flags, serial, number, table, body):
    """One page with its sum."""
    head = struct.pack("<4sBBqII", b"OggS", 0, flags, 0, serial, number)
    end = bytes([len(table)]) + table + body
    return head + struct.pack("<I", slow_sum(head + bytes(4) + end)) + end


def slow_sum(held):
    """The sum of a page bit by bit, as RFC 3533 writes it: polynomial 0x04c11db7."""
    found = 0
    for byte in held:
        found ^= byte << 24
        for _ in range(8):
            found = (found << 1 ^ (0x04C11DB7 if found & 0x80000000 else 0)) & 0xFFFFFFFF
    return found
