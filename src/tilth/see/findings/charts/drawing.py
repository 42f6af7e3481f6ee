"""From a specification to a picture: SVG with a title, a description and real text."""

import hashlib
import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass

from tilth.see.findings.charts.paper import FAINT, FONT, INK, PAPER, PLAIN, SIZE, SMALL, wrapped

VEGA_LITE = "6.4"
SVG = "http://www.w3.org/2000/svg"
DROPPED = ("role", "class", "pointer-events", "display", "stroke-miterlimit", "clip-path")
LINE = 19
LONG = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?|-?\d+e-\d+")
SHARED = (
    *("font-family", "font-size", "font-weight", "text-anchor"),
    *("fill", "stroke", "stroke-width", "stroke-dasharray"),
)


@dataclass(frozen=True)
class Picture:
    """What a kind of chart gives: the specification, its size in pixels, and what it says.

    spec: Vega-Lite, sized exactly. told: the description's own words about this picture, beside
    the finding's sentence and rows.
    """

    spec: dict
    width: int
    height: int
    told: str = ""


def draw(picture, *, title, desc, above=(), below=()):
    """A picture as SVG text: the same bytes for the same picture, on any machine.

    title, desc: what someone who does not see it hears. above, below: lines of words drawn over
    and under the picture, for one that travels alone. No style, no script, no outside address.
    """
    import vl_convert

    ET.register_namespace("", SVG)
    told = vl_convert.vegalite_to_svg(
        _safe(picture.spec), vl_version=VEGA_LITE, allowed_base_urls=[]
    )
    inside = _cleaned(ET.fromstring(told))
    over = _lines(above, picture.width, INK, SIZE)
    under = _lines(below, picture.width, PLAIN, SMALL)
    top, bottom = _height(over), _height(under)
    whole = _frame(picture, top, bottom)
    parts = [*_words(over, 0), _moved(inside, top), *_words(under, top + picture.height)]
    return _sealed(whole, parts, title, desc)


def _cleaned(svg):
    """The drawing itself, without the roles and empty shapes that only an editor would use."""
    body = svg.find(f"{{{SVG}}}g")
    assert body is not None
    _clean(body)
    return body


def _clean(node):
    for name in [n for n in node.attrib if n in DROPPED or n.startswith("aria-")]:
        del node.attrib[name]
    for child in list(node):
        _clean(child)
        nothing = child.tag == f"{{{SVG}}}path" and child.get("d") in (None, "", "M0,0h0v0h0Z")
        unseen = child.tag == f"{{{SVG}}}path" and not {"fill", "stroke"} & set(child.attrib)
        hollow = child.tag == f"{{{SVG}}}g" and len(child) == 0
        if nothing or unseen or hollow:
            node.remove(child)
    _lighten(node)


def _lighten(node):
    """Short numbers, and what all the children share said once by their parent."""
    for name in ("opacity", "font-weight"):
        if node.get(name) in ("1", "normal"):
            del node.attrib[name]
    for name in ("transform", "d", "x2", "y2"):
        if name in node.attrib:
            node.set(name, LONG.sub(_shorter, node.get(name)))
    children = list(node)
    for name in SHARED if children else ():
        said = {child.get(name) for child in children}
        if len(said) == 1 and None not in said and name not in node.attrib:
            node.set(name, said.pop())
            for child in children:
                del child.attrib[name]


def _shorter(found):
    """A number to a hundredth of a pixel."""
    return f"{round(float(found[0]), 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def _lines(paragraphs, width, colour, size):
    return [
        (line, colour, size, "bold" if at == 0 and colour == INK else "normal")
        for at, text in enumerate(paragraphs)
        for line in wrapped(text, width - 8, size)
    ]


def _height(lines):
    return LINE * len(lines) + (8 if lines else 0)


def _words(lines, top):
    for at, (line, colour, size, weight) in enumerate(lines):
        node = ET.Element(f"{{{SVG}}}text", x="4", y=str(top + LINE * (at + 1) - 4), fill=colour)
        node.set("font-family", FONT)
        node.set("font-size", str(size))
        if weight == "bold":
            node.set("font-weight", weight)
        node.text = line
        yield node


def _moved(body, top):
    if not top:
        return body
    outer = ET.Element(f"{{{SVG}}}g", transform=f"translate(0,{top})")
    outer.append(body)
    return outer


def _frame(picture, top, bottom):
    height = top + picture.height + bottom
    frame = ET.Element(f"{{{SVG}}}svg", width=str(picture.width), height=str(height), role="img")
    frame.set("viewBox", f"0 0 {picture.width} {height}")
    return frame


def _sealed(frame, parts, title, desc):
    """The whole, under ids made from what it holds: unique on a page, the same every time."""
    title, desc = _printable(title), _printable(desc)
    body = "".join(ET.tostring(part, encoding="unicode") for part in parts)
    size = frame.get("viewBox")
    mark = hashlib.sha256(f"{title}\n{desc}\n{size}\n{body}".encode()).hexdigest()[:10]
    frame.set("aria-labelledby", f"t{mark} d{mark}")
    for name, text, letter in (("title", title, "t"), ("desc", desc, "d")):
        node = ET.SubElement(frame, f"{{{SVG}}}{name}", id=f"{letter}{mark}")
        node.text = text
    if "#hatch" in body:
        frame.append(_hatch(mark))
    ET.SubElement(frame, f"{{{SVG}}}rect", width="100%", height="100%", fill=PAPER)
    for part in parts:
        frame.append(part)
    return ET.tostring(frame, encoding="unicode").replace("url(#hatch)", f"url(#h{mark})")


def _hatch(mark):
    """Slanted lines: a number that exists and is not shown."""
    defs = ET.Element(f"{{{SVG}}}defs")
    pattern = ET.SubElement(defs, f"{{{SVG}}}pattern", id=f"h{mark}", width="6", height="6")
    pattern.set("patternUnits", "userSpaceOnUse")
    ET.SubElement(pattern, f"{{{SVG}}}rect", width="6", height="6", fill=PAPER)
    line = ET.SubElement(pattern, f"{{{SVG}}}path", d="M-1,1l2,-2M0,6l6,-6M5,7l2,-2")
    line.set("stroke", FAINT)
    line.set("stroke-width", "1.2")
    return defs


CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def _printable(text):
    """A text without the signs that XML cannot hold; the renderer would stop at one."""
    return CONTROL.sub(" ", text)


def _safe(value):
    """A specification whose every text can be drawn."""
    if isinstance(value, str):
        return _printable(value)
    if isinstance(value, dict):
        return {name: _safe(one) for name, one in value.items()}
    return [_safe(one) for one in value] if isinstance(value, list) else value
