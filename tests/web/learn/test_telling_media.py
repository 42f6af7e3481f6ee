"""Pictures, sound and film of a story: what they are, what is taken out, who may see them."""

import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.learn.ogg_files import SPEEX, spoken
from tests.web.reader import Page
from tilth.web.learn.actions import telling as acts
from tilth.web.learn.models import Medium, Story
from tilth.web.learn.telling import forgetting, keeping, stripping
from tilth.web.learn.telling.sniffing import KINDS, kind_of
from tilth.web.learn.telling.turning import only, way_up

SECRET = b"GPS 53.4808 N 2.2426 W"


def exif(way, order=">"):
    mark = b"MM" if order == ">" else b"II"
    tags = struct.pack(f"{order}HHHIHH", 1, 0x0112, 3, 1, way, 0)
    body = b"Exif\0\0" + mark + struct.pack(f"{order}HI", 42, 8) + tags + b"\0\0\0\0" + SECRET
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def segment(mark, body):
    return bytes([0xFF, mark]) + struct.pack(">H", len(body) + 2) + body


SCAN = segment(0xDA, b"\1\1\0\0\x3f\0") + b"\x12\xff\x00\x34\xff\xd0\x56"
JPEG = (
    b"\xff\xd8" + segment(0xE0, b"JFIF\0") + exif(6) + segment(0xE2, b"ICC_PROFILE\0xx")
    + segment(0xE2, b"MPF\0" + SECRET) + segment(0xFE, SECRET) + segment(0xDB, b"\0" * 65)
    + SCAN + segment(0xC4, b"table") + segment(0xFE, SECRET) + SCAN + b"\xff\xd9" + SECRET
)  # fmt: skip


def chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


PNG = b"\x89PNG\r\n\x1a\n" + b"".join(
    chunk(name, body)
    for name, body in (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)),
        (b"tEXt", b"Comment\0" + SECRET),
        (b"eXIf", SECRET),
        (b"IDAT", zlib.compress(b"\0\x1d\x3d\x36")),
        (b"IEND", b""),
    )
)
GIF = (
    b"GIF89a\1\0\1\0\x80\0\0" + b"\0" * 6 + b"\x21\xff\x0bNETSCAPE2.0\x03\1\0\0\0"
    + b"\x21\xfe" + bytes([len(SECRET)]) + SECRET + b"\0" + b"\x21\xf9\4\0\0\0\0\0"
    + b"\x2c\0\0\0\0\1\0\1\0\0\2\2\x44\1\0\x3b" + SECRET
)  # fmt: skip


def riff(kind, *parts):
    body = b"".join(
        name + struct.pack("<I", len(told)) + told + b"\0" * (len(told) % 2) for name, told in parts
    )
    return b"RIFF" + struct.pack("<I", len(body) + 4) + kind + body


WEBP = riff(b"WEBP", (b"VP8X", b"\x0c" + b"\0" * 9), (b"VP8 ", b"picture"), (b"EXIF", SECRET))
WAV = riff(b"WAVE", (b"fmt ", b"\0" * 16), (b"LIST", SECRET), (b"data", b"sound"))


def box(name, body):
    return struct.pack(">I", 8 + len(body)) + name + body


M4A = (
    box(b"ftyp", b"M4A \0\0\0\0") + box(b"moov", box(b"trak", b"") + box(b"udta", SECRET))
    + struct.pack(">I4sQ", 1, b"mdat", 21) + b"sound" + box(b"meta", SECRET)
)  # fmt: skip
MP3 = (
    b"ID3\4\0\0\0\0\0"
    + bytes([len(SECRET)])
    + SECRET
    + b"\xff\xfb\x90\0sound"
    + b"TAG"
    + bytes(SECRET.ljust(125))
)
OGG = spoken(SPEEX)
FILES = {"jpg": JPEG, "png": PNG, "gif": GIF, "webp": WEBP, "wav": WAV, "m4a": M4A, "mp3": MP3,
         "ogg": OGG}  # fmt: skip


@pytest.mark.parametrize("ending", FILES)
def test_AT_what_a_phone_writes_into_a_file_is_taken_out(ending):
    held = FILES[ending]
    assert kind_of(held) == ending
    bare = stripping.bare(ending, held)
    assert SECRET not in bare
    assert kind_of(bare) == ending
    assert b"sound" in bare or KINDS[ending].type == "image"
    assert stripping.bare(ending, bare) == bare


def test_a_picture_stays_the_right_way_up():
    bare = stripping.bare("jpg", JPEG)
    assert way_up(bare[2:]) == 6
    assert b"ICC_PROFILE" in bare
    assert b"MPF" not in bare
    assert bare.endswith(b"\x56\xff\xd9")
    assert way_up(exif(8, "<")) == 8
    assert way_up(exif(9)) is None
    assert only(1) == only(None) == b""


def test_the_place_of_the_sound_in_an_m4a_does_not_move():
    assert stripping.bare("m4a", M4A).index(b"sound") == M4A.index(b"sound")


@pytest.mark.parametrize("ending", FILES)
def test_a_file_that_ends_too_early_is_refused_or_read_as_far_as_it_goes(ending):
    held = FILES[ending]
    for end in range(12, len(held), 7):
        try:
            stripping.bare(ending, held[:end])
        except ValueError:
            continue


def test_a_file_made_to_stop_a_server_is_refused_or_read_at_once():
    deep = b""
    for _ in range(3000):
        deep = box(b"moov", deep)
    hollow = {
        "webp": (riff(b"WEBP", (b"VP8X", b"")), riff(b"WEBP", (b"EXIF", SECRET))),
        "wav": (riff(b"WAVE", (b"fmt ", b"\0" * 16)), b"RIFF\0\0\0\0WAVE"),
        "m4a": (box(b"ftyp", b"M4A \0\0\0\0") + deep,),
        "mp3": (b"ID3\4\0\0\0\0\0\0" * 500_000,),
        "jpg": (b"\xff\xd8" + SCAN + segment(0xFE, b"") * 500_000,),
    }
    for ending, files in hollow.items():
        for held in files:
            with pytest.raises(ValueError, match=" "):
                stripping.bare(ending, held)
    many = b"\xff\xd8" + SCAN + segment(0xFE, b"") * 500_000 + b"\xff\xd9"
    assert stripping.bare("jpg", many) == b"\xff\xd8" + SCAN + b"\xff\xd9"


def test_AT_what_a_file_is_called_does_not_matter():
    for held in (b"<svg onload=alert(1)>", b"MZ\x90", b"%PDF-1.7", b"PK\3\4", b"", b"<html>",
                 box(b"ftyp", b"isom") + box(b"moov", b"vide")):  # fmt: skip
        assert kind_of(held) is None


@pytest.fixture
def story(tmp_path, monkeypatch, db):
    """A draft, with a folder for its files."""
    monkeypatch.setattr(keeping, "folder", lambda: tmp_path / "media")
    return acts.begin(acts.TELLER, {"words": "We met.", "for_everyone": True})


@pytest.fixture
def browser(client, story):
    """The browser it was told in."""
    session = client.session
    session["told"] = [story.slug]
    session.save()
    client.cookies["tilth"] = session.session_key

    def go(at, **told):
        return Page(client.post(at, told) if told else client.get(at))

    return go


def sent(held, name="holiday.png"):
    return SimpleUploadedFile(name, held, content_type="text/html")


GIVEN = {"alt": "A bench", "credit": "Hayley", "licence": "CC BY 4.0", "people_agreed": "on"}


def test_B_162_a_picture_carries_whose_it_is_and_its_licence(browser, story):
    at = f"/tell/{story.slug}/media/"
    refused = browser(at, file=sent(PNG))
    assert "There is a problem" in refused
    assert "Choose the file again" in refused
    assert "Ask everybody in it first" in browser(
        at, file=sent(PNG), **GIVEN | {"people_agreed": ""}
    )
    assert "for people who cannot see it" in browser(at, file=sent(PNG), **GIVEN | {"alt": ""})
    assert "Choose a file, or give the address" in browser(at, **GIVEN)
    assert not Medium.objects.exists()
    assert browser(at, file=sent(PNG, "../../x.html"), caption="On Sunday", **GIVEN).status == 302
    page = browser(f"/tell/{story.slug}/look/")
    assert 'alt="A bench"' in page.html
    assert "On Sunday From Hayley . Licence: CC BY 4.0." in page


def test_B_187_a_film_is_linked_and_sound_has_its_words_which_may_follow(browser, story):
    at = f"/tell/{story.slug}/media/"
    browser(at, url="https://films.example.org/1", caption="The film", **GIVEN)
    browser(at, file=sent(WAV), **GIVEN)
    page = browser(f"/tell/{story.slug}/look/")
    assert "https://films.example.org/1" in page.links
    assert "<audio controls" in page.html
    assert page.count("The words follow.") == 2
    sound = Medium.objects.get(type="audio")
    browser(f"{at}{sound.pk}/", transcript="We met at ten.")
    assert "Read what is said We met at ten." in browser(f"/tell/{story.slug}/look/")
    browser(f"{at}{sound.pk}/", remove="1")
    assert Medium.objects.count() == 1


def test_a_story_can_be_told_by_voice_alone(browser):
    page = browser("/tell/", type="story", words="", sound=sent(MP3, "voice.mp3"))
    assert page.status == 302
    assert [one.type for one in Story.objects.latest("pk").media.all()] == ["audio"]
    assert "Send a sound file" in browser("/tell/", type="story", words="x", sound=sent(PNG))


def test_AT_a_file_is_served_as_what_it_is_to_whoever_may_read_the_story(browser, story, client):
    """AT_ section 8: generated names, nosniff, nothing runs, only through who may read."""
    browser(f"/tell/{story.slug}/media/", file=sent(PNG, "evil.svg"), **GIVEN)
    name = Medium.objects.get().file
    assert name.endswith(".png")
    assert "evil" not in name
    assert oct(keeping.path_of(Medium.objects.get()).stat().st_mode)[-3:] == "600"
    at = f"/tell/media/{name}"
    got = browser(at).response
    assert got.headers["Content-Type"] == "image/png"
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert got.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in got.headers["Cache-Control"]
    assert "attachment" in client.get(f"{at}?save").headers["Content-Disposition"]
    part = client.get(at, headers={"range": "bytes=1-3"})
    assert (part.status_code, part.content) == (206, b"PNG")
    assert client.get(at, headers={"range": "bytes=9-3"}).status_code == 200
    client.cookies.clear()
    assert browser(at).status == 404
    Story.objects.update(state="published")
    assert browser(at).status == 200
    assert browser("/tell/media/..%2frecords.sqlite").status != 200
    Story.objects.update(for_everyone=False)
    assert browser(at).status == 404


def test_CO_a_new_picture_of_a_published_story_is_seen_by_others_once_it_was_looked_at(
    browser, story, client, visit
):
    browser(f"/tell/{story.slug}/media/", file=sent(PNG), **GIVEN)
    old = Medium.objects.get()
    Story.objects.update(state="published", published=story.told)
    browser(f"/tell/{story.slug}/media/", file=sent(GIF), **GIVEN)
    new = Medium.objects.latest("pk")
    browser(f"/tell/{story.slug}/media/{old.pk}/", caption="A better caption")
    assert browser(f"/tell/media/{new.file}").status == 200  # for its teller
    here, look = f"/learn/stories/{story.slug}/", f"/learn/stories/review/{story.slug}/"
    client.cookies.clear()
    assert browser(f"/tell/media/{new.file}").status == 404
    read = browser(here)
    assert old.file in read.html
    assert new.file not in read.html
    assert "A better caption" not in read
    seen = visit(look, who="chair")
    assert new.file in seen.html
    assert "A better caption" in seen
    story.refresh_from_db()
    assert visit(f"{look}publish/", who="chair", post={"version": story.seen}).status == 302
    client.cookies.clear()
    read = browser(here)
    assert new.file in read.html
    assert "A better caption" in read
    assert browser(f"/tell/media/{new.file}").status == 200


def test_files_nothing_points_at_are_removed_after_a_day(story, monkeypatch):
    kept = keeping.keep(b"x", "png")
    Medium.objects.create(story=story, type="image", file=kept)
    lost = keeping.keep(b"y", "png")
    forgetting.tidy()
    assert (keeping.folder() / lost).is_file()
    monkeypatch.setattr(forgetting, "OLD", -1)
    forgetting.tidy()
    assert [path.name for path in keeping.folder().iterdir()] == [kept]
