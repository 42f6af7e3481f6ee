"""Made-up stories in any number, with what was planted in them told beside them."""

import datetime
import random

from tilth.demo.corpus.telling import AREAS, Slots, tables, weighted, zipf
from tilth.demo.land.codes import NEIGHBOURHOODS, code_of

MARK = "Made up: "
FIRST = datetime.date(2020, 1, 6)
DAYS = 2_270  # to the day the made-up place stands on
LONGEST = 160  # sentences
SHORT = ("small change", "pride", "field note", "idea")
THEMES = tuple(tables("themes"))
CODES = {name: told["type"] for name, told in tables("codes").items()}
SECOND_MISSES, SECOND_ADDS = 0.12, 0.02


def corpus(n, seed=1, *, first=0):
    """Yield n made-up stories as plain dicts; the first m of n are the same for every n.

    first: how many of them are there already and are not told again.

    Each has number, made_up (True), title, words, type, layer, area (a code of Greenmarch, '' for
    the wider layers), place, voice, growth, on (date), theme (planted), themes (it and one it
    touches), codes (planted, of CODES), quotes {code: the sentence that carries it} and second
    (the codes as another reader put them, who misses some and sees some that are not there).
    """
    for number in range(first, n):
        yield _story(random.Random(f"made-up corpus {seed} {number}"), number)


def _story(rng, number):
    voices = tables("voices")
    name, other = rng.choice(THEMES), rng.choice(THEMES)
    theme = tables("themes")[name]
    layer, type = weighted(rng, voices["layers"]), weighted(rng, voices["types"])
    growth, voice = weighted(rng, voices["growth"]), rng.choice(list(voices["voices"]))
    area = zipf(rng, AREAS)
    slots = Slots(rng, theme, area)
    length = _length(rng, type)
    codes = _codes(rng, length, growth)
    quotes = {code: slots.fill(rng.choice(tables("codes")[code]["says"])) for code in codes}
    touches = length > 8 and rng.random() < 0.25
    body = _body(rng, slots, theme, other if touches else None, length - len(codes))
    for quote in quotes.values():
        body.insert(rng.randint(1, len(body)), quote)
    ending = slots.fill(rng.choice(voices["ends"][growth]))
    opening = slots.fill(rng.choice(voices["voices"][voice]))
    near = layer in ("person", "neighbourhood", "place")
    return {
        "number": number,
        "made_up": True,
        "title": MARK + slots.fill(rng.choice(theme["title"])),
        "words": _paragraphs(rng, [opening, *body, ending]),
        "type": type,
        "layer": layer,
        "area": code_of(area) if near else "",
        "place": "Tiltham" if area in NEIGHBOURHOODS else area,
        "voice": voice,
        "growth": growth,
        "on": FIRST + datetime.timedelta(days=rng.randrange(DAYS)),
        "theme": name,
        "themes": [name, other] if touches and other != name else [name],
        "codes": codes,
        "quotes": quotes,
        "second": _second(rng, codes),
    }


def _length(rng, type):
    """How many sentences between the first and the last: mostly a few, sometimes very many."""
    middle = 3 if type in SHORT else 9
    return max(2, min(LONGEST, round(rng.lognormvariate(0.2, 0.7) * middle)))


def _codes(rng, length, growth):
    """What helped and what got in the way: more where more is told, barriers where it failed."""
    wanted = min(rng.choice((0, 1, 1, 2, 2, 3, 4)), length)
    barrier = 0.75 if growth == "fading" else 0.35
    found = []
    for _ in range(wanted):
        type = "barrier" if rng.random() < barrier else "enabler"
        code = zipf(rng, [name for name, kind in CODES.items() if kind == type])
        if code not in found:
            found.append(code)
    return found


def _body(rng, slots, theme, other, length):
    """Sentences of the theme, each told once, and what anybody may say in between."""
    says = rng.sample(theme["says"], len(theme["says"]))
    if other is not None:
        elsewhere = tables("themes")[other]["says"]
        says = [*says[:5], *rng.sample(elsewhere, 3), *says[5:]]
    between = tables("voices")["between"]
    body = []
    for _ in range(max(1, length)):
        if says and (not body or rng.random() < 0.5):
            body.append(slots.fill(says.pop(0)))
        elif rng.random() < 0.3:
            body.append(_about(rng, slots, theme))
        else:
            body.append(slots.fill(rng.choice(between)))
    return body


def _about(rng, slots, theme):
    """A loose remark on something of the theme."""
    thing, second = rng.sample(theme["things"], 2)
    told = (
        f"{{person}} spoke of the {thing} and {{friend}} of the {second}.",
        f"For us it was always about the {thing}.",
        f"Without the {thing} there would be no {second}.",
        f"On {{day}} we {{does}}, and the {thing} comes after.",
        f"People on {{street}} know the {thing} well.",
    )
    return slots.fill(rng.choice(told))


def _paragraphs(rng, sentences):
    parts = [sentences[0]]
    for sentence in sentences[1:]:
        parts.append(("\n\n" if rng.random() < 0.12 else " ") + sentence)
    return "".join(parts)


def _second(rng, codes):
    seen = [one for one in codes if rng.random() >= SECOND_MISSES]
    return seen + [one for one in CODES if one not in codes and rng.random() < SECOND_ADDS]
