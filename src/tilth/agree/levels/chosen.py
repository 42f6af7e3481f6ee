"""What was asked for nationally or chosen; what must be common and what may differ."""

from collections import Counter

from tilth.agree.levels.days import per_cent
from tilth.agree.levels.values import same
from tilth.agree.words import ORIGINS

MANDATED = ("national",)


def balance(things):
    """How much was asked for nationally and how much was chosen (P-051).

    things: (kind in words, origin) of each decision, commitment and so on. Returns rows, one a
    kind and origin: kind, origin, mandated, count, share of its kind in per cent; kinds in the
    order they came. An origin that is not one of ORIGINS is told as not known.
    """
    things = [(kind, origin if origin in ORIGINS else "not known") for kind, origin in things]
    kinds = list(dict.fromkeys(kind for kind, _ in things))
    counted = Counter(things)
    origins = [*ORIGINS, "not known"]
    return [
        {
            "kind": kind,
            "origin": origin,
            "mandated": origin in MANDATED,
            "count": counted[kind, origin],
            "share": per_cent(counted[kind, origin], sum(counted[kind, o] for o in origins)),
        }
        for kind in kinds
        for origin in origins
        if counted[kind, origin]
    ]


def common_and_different(clauses):
    """What must be the same everywhere and what may differ, with which agreement says so (P-088).

    clauses: (agreement's title, common, may differ) of each agreement in force. Returns rows:
    words, common, differ (titles), clash: one agreement asks for it to be the same, another lets
    it differ.
    """
    found, said = {}, {}
    for title, common, differ in clauses:
        for column, some in (("common", common), ("differ", differ)):
            for words in some:
                key = same(words)
                said.setdefault(key, " ".join(words.split()))
                found.setdefault(key, {"common": set(), "differ": set()})[column].add(title)
    return [
        {
            "words": said[key],
            "common": sorted(one["common"]),
            "differ": sorted(one["differ"]),
            "clash": bool(one["common"] and one["differ"]),
        }
        for key, one in sorted(found.items())
    ]
