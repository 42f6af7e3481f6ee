"""The text of a file that was sent: its letters, its form, and what cannot be read."""

import io
import re

from tilth.agree.meetings.log.kinds import kind_of
from tilth.ground.errors import ExtractError, Fault

FORMS = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown",
    ".vtt": "subtitles", ".srt": "subtitles", ".docx": "docx", "": "text",
}  # fmt: skip
SEND = "Send plain text, Markdown, VTT or SRT subtitles, or DOCX."
UNSEEN = re.compile("[\u200b\u200e\u200f\u2060\u202a-\u202e\u2066-\u2069\ufeff]")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
SHOWN = 20


def opened(data, name):
    """(the text of a file, its form): text, markdown or subtitles; paragraphs of a DOCX as text.

    data: bytes. name: what its sender calls it. Raises ExtractError: file, line, column, rule.
    """
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    form = FORMS.get(ending)
    if form is None:
        raise ExtractError(f"its name ends in {ending}, which is not read here", where=name,
                           remedy=SEND)  # fmt: skip
    try:
        found = kind_of(data)
    except ExtractError as error:
        raise ExtractError(error.what, where=name, remedy=SEND) from None
    if (found == "docx") != (form == "docx") or found == "xlsx":
        raise ExtractError("its content is not what its name says", where=name, remedy=SEND)
    if form == "docx":
        return checked(_docx(data, name), name), "text"
    return checked(_decoded(data, name), name), form


def _decoded(data, name):
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - before.rfind(b"\n")
        fault = Fault(name, "a letter cannot be read", "Save the file as UTF-8 and send it again.",
                      line=line, column=f"column {column}")  # fmt: skip
        raise ExtractError(str(fault)) from None


def _docx(data, name):
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    try:
        paragraphs = Document(io.BytesIO(data)).paragraphs
        return "\n\n".join(one.text.strip() for one in paragraphs)
    except (PackageNotFoundError, XMLSyntaxError, KeyError, ValueError, AttributeError):
        raise ExtractError(
            "this document is damaged", where=name, remedy="Save it again."
        ) from None


def checked(text, name):
    """The text with one kind of line ending and without marks nobody sees; else every fault."""
    text = UNSEEN.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    faults = [_control(name, text, found.start()) for found in CONTROL.finditer(text)][:SHOWN]
    if faults:
        raise ExtractError("\n".join(map(str, faults)))
    if not text.strip():
        raise ExtractError("there are no words in it", where=name, remedy=SEND)
    return text


def _control(name, text, at):
    return Fault(name, "a sign that is no letter stands here", "Take it out.",
                 line=text.count("\n", 0, at) + 1,
                 column=f"column {at - text.rfind(chr(10), 0, at)}")  # fmt: skip
