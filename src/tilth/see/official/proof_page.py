"""The page that lists which published limits were worked out again, and why others were not."""

TOLERANCE = 0.003
"""How near a limit must come, of itself, where its publisher's rounding does not allow more."""

HEAD = """# Fingertips' limits, worked out again

Written by `python -m tilth.see.official.proof FILE docs/see/fingertips-proof.md`; a test fails
when it is out of date, where the data are at hand. FILE is an extract of Fingertips for the ten
places of Greater Manchester and for England (Office for Health Improvement and Disparities, Open
Government Licence v3.0): {indicators} indicators, {published:,} rows, of which {rows:,} carry a
value with 95% limits.

Of those, **{reproduced:,} are worked out again** by `tilth.see.methods`, {share:.1f}% of all.
{able:,} rows have what is needed; of these {done:,} come out ({able_share:.2f}%). Near enough is
within {tolerance:.1%} of the limit, or within what rounding the published value and limit to
their own decimals can do. "Furthest" is the largest difference among rows worked out again.

Official figures are always shown as published: nothing on this page is ever put in their place.

| number | indicator | kind | rows with limits | worked out again | furthest | how |
|---|---|---|---|---|---|---|
"""

WHY = {
    "Directly standardised rate": "A directly standardised rate: its limits (Dobson) need the "
    "events and people of each age, which are not in the file; `standardised_rate` is proven "
    "against other published tables. Byar's limits of the count alone, brought to the rate",
    93015: "A weighted survey: its limits lie about Wilson's, up to 3.7% narrower or "
    "3.3% wider, as resampled limits do; these rows fall outside the tolerance",
    93088: "A weighted survey: its limits lie about Wilson's, up to 2.5% narrower or "
    "3.6% wider, as resampled limits do; these rows fall outside the tolerance",
    94103: "An estimate from a model of survey answers: its limits are the model's, not those of a "
    "count",
    30302: "No count and no denominator are published for it",
    92026: "Neither count nor denominator is in the file, nor the indicator's name",
    92033: "Neither count nor denominator is in the file",
}
NOTES = """
## What was found on the way

- 93124, hepatitis B: 30 rows carry the limits of the count (such as 2.81 to 14.42, the exact
  limits of 7), not of the rate beside them. They are passed on as published, and so is the rest.
- 92904, alcohol admissions: counts are published to the nearest 5, the limits come of the true
  counts. One whole count within 2 of the published one gives both limits.
- 93701, low income families: the limits are those of half the published count and denominator
  (1.41 times as wide). The file does not say why.
- 93015 and 93088, Active Lives: no count is published, and the limits are resampled; Wilson's of
  the value and the number of answers comes within the tolerance for nine rows in ten.
- 241 and 247 are published under a 99.8% benchmark and store 95% limits all the same.
- 91040 is quarterly and the file does not say which quarter, so its figures are not shown.
"""
NEEDS_NO_MORE = "no limits are published"


def page(proofs):
    """The page's text. proofs: Proof values."""
    limited = [one for one in proofs if one.rows]
    rows, done = sum(p.rows for p in limited), sum(p.reproduced for p in limited)
    able = [p for p in limited if p.reproduced]
    of_able = sum(p.rows for p in able)
    head = HEAD.format(
        indicators=len(proofs),
        published=sum(p.published for p in proofs),
        rows=rows,
        reproduced=done,
        share=_share(done, rows),
        able=of_able,
        done=done,
        able_share=_share(done, of_able),
        tolerance=TOLERANCE,
    )
    lines = [_row(one) for one in proofs]
    left = [f"- {_named(p)}, {_rows(p.left)}: {_why(p)}." for p in limited if p.left]
    told = "\n".join(lines) + "\n\n## Not worked out again, and why\n\n"
    return head + told + _listed(left) + NOTES


def _share(some, everything):
    return 100 * some / max(1, everything)


def _listed(lines):
    return ("\n".join(lines) if lines else "None.") + "\n"


def _row(one):
    if not one.rows:
        return f"| {one.id} | {_name(one)} | {one.type or 'not said'} | 0 | | | {NEEDS_NO_MORE} |"
    how = "; ".join(f"{words}: {count:,}" for words, count in one.ways.items()) or "see below"
    furthest = f"{one.worst:.2g}" if one.reproduced else ""
    told = f"{one.reproduced:,} of {one.rows:,}"
    kind = one.type or "not said"
    return f"| {one.id} | {_name(one)} | {kind} | {one.rows:,} | {told} | {furthest} | {how} |"


def _name(one):
    return one.name or "(no name in the file)"


def _named(one):
    return f"**{one.id} {_name(one)}**"


def _rows(count):
    return f"{count:,} row{'' if count == 1 else 's'}"


def _why(one):
    """Why some rows are left: by the indicator, else by its kind of value."""
    told = WHY.get(one.id) or WHY.get(one.type) or "The published count does not lead to its limits"
    if one.type == "Directly standardised rate":
        return f"{told}, come near: {one.nearest}"
    return told
