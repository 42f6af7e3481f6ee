"""What a file is, by its first bytes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """type: words.MEDIA. served: the type it is sent as."""

    type: str
    served: str


KINDS = {
    "png": Kind("image", "image/png"),
    "jpg": Kind("image", "image/jpeg"),
    "gif": Kind("image", "image/gif"),
    "webp": Kind("image", "image/webp"),
    "mp3": Kind("audio", "audio/mpeg"),
    "m4a": Kind("audio", "audio/mp4"),
    "ogg": Kind("audio", "audio/ogg"),
    "wav": Kind("audio", "audio/wav"),
}
FILM = b"vide"  # the mark of a track of pictures in an MP4


def kind_of(held):
    """The ending of what these bytes are, such as png; None where it is nothing we take."""
    if held.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if held.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if held[:6] in (b"GIF87a", b"GIF89a"):
        return "gif"
    if held[:4] == b"RIFF":
        return {b"WEBP": "webp", b"WAVE": "wav"}.get(held[8:12])
    if held[:4] == b"OggS":
        return None if b"theora" in held[:200] else "ogg"
    if held[4:8] == b"ftyp":
        return None if FILM in held else "m4a"
    if held.startswith(b"ID3") or (len(held) > 3 and held[0] == 0xFF and held[1] & 0xE6 == 0xE2):
        return "mp3"
    return None
