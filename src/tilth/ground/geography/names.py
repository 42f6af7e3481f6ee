"""Names people use: an area found by its code, its name, or what residents call it."""

import re
import unicodedata
from dataclasses import dataclass

from tilth.ground.geography.gazetteer import Alias

FAMILIAR_FIRST = ("neighbourhood", "locality", "place", "ward", "msoa21", "system", "sub_region")
"""Where one name means several areas, the one residents most likely mean comes first."""

_LEAD = re.compile(
    r"^(i |we )?(live |lived |living |am |are |come |from )*(in |at |near |from )?(the )?"
)


@dataclass(frozen=True)
class Names:
    """Names a place adds to its areas: a file in its definitions/names."""

    title: str
    aliases: tuple[Alias, ...]
    name: str = ""

    folder = "names"


def plain(text):
    """Words as compared: no accents, no punctuation, no case, "and" for "&"."""
    text = unicodedata.normalize("NFKD", text.replace("&", " and "))
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = re.sub(r"['’]", "", text.casefold())
    return " ".join(re.sub(r"[^\w]+", " ", text).split())


def without_lead(text):
    """A person's answer without its first words: "I live in the Black Country"."""
    return _LEAD.sub("", plain(text), count=1)


def named(areas, aliases):
    """Every area by each of its names and codes, in plain words.

    areas: Area values by (layer, code). aliases: rows of alias.parquet. Returns a dict from
    words to a list of (layer, code), in a settled order.
    """
    found = {}
    for key, area in areas.items():
        for words in {area.code, area.name, area.common_name} - {""}:
            found.setdefault(plain(words), set()).add(key)
    for row in aliases:
        key = row["layer"], row["code"]
        if key in areas:
            found.setdefault(plain(row["alias"]), set()).add(key)
    return {words: sorted(keys, key=_order) for words, keys in found.items() if words}


def _order(key):
    layer, code = key
    at = FAMILIAR_FIRST.index(layer) if layer in FAMILIAR_FIRST else len(FAMILIAR_FIRST)
    return at, layer, code


def meant(text, by_name):
    """The areas a person may mean, the likeliest first.

    Those whose name is the text; else those whose name holds every word of it. The text itself
    is kept beside whatever this finds: it is never replaced.
    """
    words = without_lead(text)
    for said in (plain(text), words):
        if said in by_name:
            return list(by_name[said])
    if not words:
        return []
    wanted = set(words.split())
    keys = {key for name, keys in by_name.items() if wanted <= set(name.split()) for key in keys}
    return sorted(keys, key=_order)
