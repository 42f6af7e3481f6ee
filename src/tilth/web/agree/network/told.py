"""The map in words: the same facts as the drawing, tie by tie and partner by partner."""

from tilth.agree.network.acts import ACTS
from tilth.agree.network.measures import ROLES, measure
from tilth.agree.network.relations import BANDS, QUALITIES, ties
from tilth.agree.network.seen import enough, lines, side, strained
from tilth.agree.words import STANCES, TIES
from tilth.web.agree.network.picture import BRIEF, LINES, line_of

THROUGH_MANY = 0.2  # up to here, ways between partners do not hang on a few
SHOWN = {
    "collaboration": "Working together",
    "trust": "Trust",
    "understanding": "Understanding",
    "strain": "Strain",
    "stance": "Stance",
}


def rows(pairs, organisations, done, reader, on):
    """One row a tie, in the order of names: how it is drawn, what each side says, how long."""
    known = {one.key: one for one in organisations}
    found = [row(pair, known, done, reader, on) for pair in pairs]
    found = [one for one in found if one["line"] or one["spoken"]]
    return sorted(found, key=lambda one: (one["a"].lower(), one["b"].lower()))


def row(pair, known, done, reader, on):
    """One tie in words. It is between layers where a side says so, or where they work at two."""
    names = {key: known[key].name for key in (pair.a, pair.b)}
    apart = known[pair.a].layer != known[pair.b].layer
    way = "vertical" if apart else pair.type
    together = done.get((pair.a, pair.b), {})
    kind = line_of(pair, {at for at, kinds in done.items() if kinds})
    a, b = side(pair.from_a), side(pair.from_b)
    flipped = names[pair.a].lower() > names[pair.b].lower()
    told = {
        "a": names[pair.a],
        "b": names[pair.b],
        "a_key": pair.a,
        "b_key": pair.b,
        "line": LINES[kind][0] if kind else "",
        "drawn": BRIEF.get(kind, "no line"),
        "spoken": a.spoken or b.spoken,
        "from_a": spoken(a),
        "from_b": spoken(b),
        "lines": [(SHOWN[one.quality], one.from_a, one.from_b, one.differ)
                  for one in lines(pair, reader)],
        "both": pair.both,
        "strained": strained(pair),
        "one_sided": pair.one_sided,
        "years": pair.years(on),
        "began": pair.began,
        "way": TIES[way],
        "acts": [(ACTS[one], count) for one, count in sorted(together.items())],
        "times": sum(together.values()),
    }  # fmt: skip
    told["brief"] = brief(told["lines"])
    return turned(told) if flipped else told


def brief(told):
    """{quality heading: "high" where both say so, else "high, low"}, in the order of the names."""
    return {
        name: from_a if from_a == from_b else f"{from_a or 'not said'}, {from_b or 'not said'}"
        for name, from_a, from_b, _ in told
    }


def turned(told):
    """The same tie with its two sides the other way round."""
    pairs = (("a", "b"), ("a_key", "b_key"), ("from_a", "from_b"))
    swapped = {one: told[other] for pair in pairs for one, other in (pair, pair[::-1])}
    swapped["lines"] = [(name, b, a, differ) for name, a, b, differ in told["lines"]]
    swapped["brief"] = brief(swapped["lines"])
    return told | swapped


def spoken(one):
    """What everyone may know of one side, in words."""
    if not one.spoken:
        return "has not spoken yet"
    return "says they work together" if one.together else "says they do not work together yet"


def whole(organisations, said, close):
    """What the network is like as a whole, in a few sentences; organisations only."""
    keys = [one.key for one in organisations]
    matrix = ties(keys, said, close)
    found = measure(matrix, [one.sector for one in organisations])
    n, links = len(keys), int((matrix > 0).sum())
    told = []
    if n > 1:
        told.append(f"Of every 100 ties that could be, {round(100 * found.density)} are there.")
    if links:
        told.append(f"Of every 100 ties, {round(100 * found.reciprocity)} go both ways.")
        told.append(f"Of every 100 ties, {round(100 * found.across)} join two sectors.")
    if n > 2 and links:
        told.append(_centre(found.centralisation["betweenness"]))
    alone = sorted(
        one.name
        for place, one in enumerate(organisations)
        if not matrix[place].any() and not matrix[:, place].any()
    )
    return {
        "sentences": told,
        "alone": alone,
        "pieces": found.pieces,
        "bridges": bridges(organisations, found.brokerage),
        "figures": found,
    }


def _centre(value):
    share = f"({round(100 * value)} on a scale of 0 to 100, where 100 is everything through one)"
    if value <= THROUGH_MANY:
        return f"Ways between partners lead through many {share}."
    return f"Ways between partners lead through a few {share}. If one leaves, others lose touch."


def bridges(organisations, brokerage):
    """Who brings together two that have no tie of their own, across sectors: by what they do."""
    found = []
    for place, does in enumerate(ROLES.values()):
        who = [one.name for one, counts in zip(organisations, brokerage, strict=True)
               if counts[place]]  # fmt: skip
        if place and who:
            found.append({"does": does, "who": who})
    return found


def moved(found, names, said_before, said_now, reader):
    """What each side says otherwise than before, as far as the reader may see it."""
    rows = []
    for one in found:
        if one.one not in names or one.other not in names:
            continue
        seen = (_mover(one, said_before, one.before, reader),
                _mover(one, said_now, one.after, reader))  # fmt: skip
        if None not in seen and seen[0] != seen[1]:
            told = {"one": names[one.one], "other": names[one.other]}
            rows.append(told | {"what": SHOWN[one.quality], "before": seen[0], "after": seen[1]})
    return rows


def _mover(change, said, value, reader):
    """A value as the reader may see it at one of the two days; None where it may not be seen."""
    if value is None:
        return "not told"
    both = (change.other, change.one) in said
    if not (both or change.one == reader):
        return None
    return STANCES[value] if change.quality == "stance" else BANDS[value]


def sums(said):
    """How many sides are low, middle and high on each quality; none where few have spoken."""
    if not enough(said):
        return []
    rows = []
    for quality in QUALITIES:
        told = [BANDS[v] for w in said.values() if (v := getattr(w, quality)) is not None]
        counts = {band: told.count(band) for band in ("low", "middle", "high")}
        rows.append({"what": SHOWN[quality], **counts})
    return rows
