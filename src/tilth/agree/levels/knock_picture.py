"""Pictures of grants: who lives on whose, and in which order a cut reaches partners."""

import hashlib
from decimal import Decimal
from xml.sax.saxutils import escape

from tilth.agree.levels.days import per_cent
from tilth.see.findings.charts.paper import FAINT, FONT, INK, PALE, PAPER, PLAIN, SMALL, wrapped

GUTTER, PAD, LINE, GAP = 84, 8, 17, 12
THICK = 7  # pixels of the largest grant


def drawn(grants, rows, cutter, names, *, amount, width):
    """A what-if as SVG; '' where nobody is touched.

    grants: Grant. rows: as cutting.knock_on gives them. cutter: slug of who gives less. names:
    slug -> name. Boxes are alike whatever a partner's size; the table beside it says the same.
    """
    lost = {row["slug"]: row for row in rows}
    steps = _steps(grants, lost, cutter)
    if len(steps) < 2:
        return ""
    boxes, height = _boxes(steps, lost, cutter, names, amount, width)
    followed = [
        g for g in grants
        if g.giver in boxes and g.receiver in boxes and lost.get(g.receiver)
        and (g.giver == cutter or g.giver in lost)
    ]  # fmt: skip
    largest = max((float(g.amount) for g in followed), default=1.0)
    parts = [_arc(g, boxes, THICK * float(g.amount) / largest) for g in followed]
    parts += [_box(*box, width) for box in boxes.values()]
    each = sorted(f"{names[slug]} {_range(row)}" for slug, row in lost.items())
    title = f"If {names[cutter]} gives £{amount:,.0f} less a year"
    return _sealed(parts, width, height, title, ". ".join(each))


def dependence(grants, incomes, names, *, width):
    """Who lives on whose grants, as SVG: every grant an arc, partners by the alphabet.

    incomes: slug -> pounds a year, None where not known. '' where there is no grant.
    """
    partners = sorted({s for g in grants for s in (g.giver, g.receiver)},
                      key=lambda slug: names[slug].casefold())  # fmt: skip
    if not partners:
        return ""
    told = {slug: _lives_on(slug, grants, incomes) for slug in partners}
    boxes, height = _stacked([(slug, told[slug], 1) for slug in partners], names, width)
    largest = max(float(one.amount) for one in grants)
    parts = [_arc(one, boxes, THICK * float(one.amount) / largest) for one in grants]
    parts += [_box(*box, width) for box in boxes.values()]
    desc = ". ".join(f"{names[slug]} {told[slug]}" for slug in partners)
    return _sealed(parts, width, height, "Who lives on whose grants", desc)


def _lives_on(slug, grants, incomes):
    """What a partner gets and gives in grants, in words."""
    gets = sum((one.amount for one in grants if one.receiver == slug), Decimal(0))
    gives = sum((one.amount for one in grants if one.giver == slug), Decimal(0))
    share = per_cent(gets, incomes.get(slug))
    part = "its income is not known" if share is None else f"{share.normalize():f}% of its income"
    said = [f"gets £{gets:,.0f} in grants, {part}"] if gets else []
    return "; ".join([*said, f"gives £{gives:,.0f}"] if gives else said)


def _steps(grants, lost, cutter):
    """slug -> after how many grants a cut reaches it; who cuts is at 0."""
    found, now = {cutter: 0}, [cutter]
    while now:
        after = sorted({g.receiver for g in grants if g.giver in now and g.receiver in lost})
        now = [slug for slug in after if slug not in found and _reached(slug, found, lost)]
        found |= {slug: max(found.values()) + 1 for slug in now}
    return found


def _reached(slug, found, lost):
    """Right after who cuts come those who lose money at once."""
    return len(found) > 1 or lost[slug]["none_lost"] > 0


def _boxes(steps, lost, cutter, names, amount, width):
    """slug -> (top, height, lines, step) one under the other, and the height of all."""
    order = sorted(steps, key=lambda s: (steps[s], names[s].casefold()))
    less = f"gives £{amount:,.0f} less a year"
    told = [(s, less if s == cutter else _range(lost[s]), steps[s]) for s in order]
    return _stacked(told, names, width)


def _stacked(told, names, width):
    """Boxes from (slug, words, step), one under the other, and the height of all."""
    top, boxes, room = PAD, {}, width - GUTTER - 3 * PAD
    for slug, words, step in told:
        lines = [(line, True) for line in wrapped(names[slug], room, SMALL + 1)]
        lines += [(line, False) for line in wrapped(words, room, SMALL)]
        height = len(lines) * LINE + 2 * PAD
        boxes[slug] = (top, height, lines, step)
        top += height + GAP
    return boxes, top - GAP + PAD


def _range(row):
    least, most = row["none_lost"], row["all_lost"]
    if least == most:
        return f"loses £{most:,.0f}"
    return f"loses £{least:,.0f} at least, £{most:,.0f} at most"


def _box(top, height, lines, step, width):
    fill = PALE if step == 0 else PAPER
    told = [
        f'<rect x="{GUTTER}" y="{top}" width="{width - GUTTER - PAD}" height="{height}" '
        f'fill="{fill}" stroke="{INK}" stroke-width="1.5"/>'
    ]
    for at, (text, bold) in enumerate(lines):
        weight = ' font-weight="bold"' if bold else ""
        y = top + PAD + LINE * at + 13
        told.append(
            f'<text x="{GUTTER + PAD}" y="{y}" fill="{INK if bold else PLAIN}" '
            f'font-family="{FONT}" font-size="{SMALL + 1 if bold else SMALL}"{weight}>'
            f"{escape(text)}</text>"
        )
    return "".join(told)


def _arc(grant, boxes, thick):
    """From the left side of who gives to the left side of who gets, with a head at its end."""
    top, height, *_ = boxes[grant.giver]
    start = top + height * 0.7
    top, height, *_ = boxes[grant.receiver]
    end = top + height * (0.35 if start < top else 0.65)
    out = GUTTER - min(20 + abs(end - start) * 0.25, GUTTER - 6)
    tip = GUTTER - 9
    bend = f"C{out:.1f},{start:.1f} {out:.1f},{end:.1f}"
    return (
        f'<path d="M{GUTTER},{start:.1f}{bend} {tip},{end:.1f}" '
        f'fill="none" stroke="{FAINT}" stroke-width="{max(thick, 1):.1f}"/>'
        f'<path d="M{GUTTER},{end:.1f}l-10,-6l0,12z" fill="{INK}"/>'
    )


def _sealed(parts, width, height, title, said):
    desc = f"{said}. The table holds every number."
    body = "".join(parts)
    mark = hashlib.sha256(f"{title}{desc}{width}{body}".encode()).hexdigest()[:10]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" role="img" '
        f'viewBox="0 0 {width} {height}" aria-labelledby="t{mark} d{mark}">'
        f'<title id="t{mark}">{escape(title)}</title><desc id="d{mark}">{escape(desc)}</desc>'
        f'<rect width="100%" height="100%" fill="{PAPER}"/>{body}</svg>'
    )
