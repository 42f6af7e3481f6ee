"""Every surface a story can reach, so that a withdrawal is looked for on all of them.

A room with a new surface adds to it: ADDRESSES for pages, files and feeds that are not found by
themselves, FUNCTIONS for what leaves without a page (a letter, a file written by a command).
"""

import io
import re
import zipfile

from tilth.web.house.access.routes import addresses

ROOMS = ("", "search/", "learn/", "tell/", "api/")
ENDINGS = ("csv", "json", "xlsx")
ADDRESSES = [
    "/learn/stories/{slug}/",
    "/learn/stories/{slug}/code/",
    "/learn/stories/review/{slug}/",
    "/learn/talk/about/story:{slug}/",
    "/learn/inquiries/{inquiry}/",
    "/learn/inquiries/{inquiry}/answers.csv",
    "/learn/inquiries/{inquiry}/answers.json",
    "/learn/inquiries/{inquiry}/answers.xlsx",
    "/learn/search/?q={word}",
    "/search/?q={word}",
    "/learn/codes/{code}/",
    "/tell/?about=story:{slug}",
    "/tell/again/?story={slug}",
    "/tell/{slug}/",
    "/tell/{slug}/change/",
    "/tell/media/{file}",
]
"""What needs a name to be opened: {slug}, {uid}, {inquiry}, {code}, {file}; {word}: another word of
the story, since a search says back what was asked for."""
FUNCTIONS = []
"""What gives text or bytes that leave: function() -> str or bytes."""


def surfaces(named):
    """Every address that opens without a name, in every room a story can reach, and ADDRESSES."""
    found = [one.format(**named) for one in ADDRESSES]
    for text, _, _ in addresses():
        if text.startswith(ROOMS[1:]) or not text:
            ended = [text.replace("<slug:ending>", one) for one in ENDINGS]
            found += [f"/{one}" for one in ended if not re.search(r"[<(^]", one)]
    return sorted(set(found))


def found_on(client, named, word):
    """The surfaces on which a word is found by whoever this client is, and what was looked at."""
    at, seen = [], []
    for address in surfaces(named):
        response = client.get(address)
        if response.status_code == 200:
            seen.append(address)
            if word.encode() in plain(response):
                at.append(address)
    told = [one() for one in FUNCTIONS]
    at += [str(n) for n, one in enumerate(told) if word.encode() in as_bytes(one)]
    return at, seen


def plain(response):
    """The bytes of an answer; of a workbook, those of its sheets."""
    held = b"".join(response) if response.streaming else response.content
    if held.startswith(b"PK\3\4"):
        with zipfile.ZipFile(io.BytesIO(held)) as sheets:
            return b"".join(sheets.read(name) for name in sheets.namelist())
    return held


def as_bytes(told):
    return told.encode() if isinstance(told, str) else told


def in_files(folder, word):
    """The files under a folder that hold a word, the records among them."""
    return [
        path for path in folder.rglob("*") if path.is_file() and word.encode() in path.read_bytes()
    ]
