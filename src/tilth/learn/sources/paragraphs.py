"""A text as paragraphs, each with its line and how far it is set in."""

import re
from dataclasses import dataclass

LIST = re.compile(r"^(\s*)([•*\-–▪·]|\d{1,3}[.)])(\s+)(?=\S)")
WRAPPED = 100  # letters: a line longer than this ends by itself, it was not wrapped
HEAD = re.compile(r"^\s{0,3}#{1,6}\s+")
LINK = re.compile(r"!?\[([^\]\n]{0,500})\]\(([^()\s]{1,2000})\)")
MARKS = re.compile(r"(\*\*|__|`)(?=\S)(.{1,2000}?)(?<=\S)\1")
RULE = re.compile(r"^\s*([-*_=])(\s*\1){2,}\s*$")
WEB = re.compile(r"https?://[^\s<>\"')\]]+")


@dataclass(frozen=True)
class Paragraph:
    """line: where it begins. indent: columns before its first letter. listed: it has a mark."""

    line: int
    indent: int
    text: str
    listed: bool = False


def paragraphs(text, starts=lambda line: False):
    """Every paragraph of a text, in order. starts: says that a line begins something new."""
    found, held = [], []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or RULE.match(line):
            found += _joined(held)
            held = []
            continue
        before = held[-1][1] if held else ""
        if held and (LIST.match(line) or starts(line.strip()) or len(before.rstrip()) > WRAPPED):
            found += _joined(held)
            held = []
        held.append((number, line))
    return tuple(found + _joined(held))


def _joined(lines):
    if not lines:
        return []
    number, first = lines[0]
    first = first.expandtabs(4)
    mark = LIST.match(first)
    indent = len(mark[0]) if mark else len(first) - len(first.lstrip())
    bullet = mark is not None and not mark[2][0].isdigit()
    words = first[len(mark[0]) :] if bullet else first
    text = " ".join(" ".join([words, *(one for _, one in lines[1:])]).split())
    return [Paragraph(number, indent, text, mark is not None)]


def plain(text):
    """Markdown as plain text, line by line: heads, emphasis and links lose their marks."""
    return "\n".join(_plain(line) for line in text.split("\n"))


def _plain(line):
    line = HEAD.sub("", line)
    line = LINK.sub(lambda found: f"{found[1]} ({found[2]})" if found[1] else found[2], line)
    return MARKS.sub(r"\2", line).removeprefix("> ")


def addresses(text):
    """Web addresses named in a text, in order, each once: told, never fetched."""
    return tuple(dict.fromkeys(one.rstrip(".,;:") for one in WEB.findall(text)))
