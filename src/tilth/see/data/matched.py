"""How well records were matched, for whom less well, told without a handful."""

import functools

from tilth.ground.disclosure import shown
from tilth.see.linkage.published import published, safe_groups
from tilth.see.linkage.quality import MEASURED

GOAL = 1.0
TIERS = {
    "T1": "the same NHS number",
    "T2": "the same name, date of birth and postcode",
    "T3": "nearly the same name, date of birth and postcode",
    "T4": "alike enough, weighing everything both records say",
    "T5": "somebody looked at both and said so",
}


def matched(place):
    """The matching behind the release in service, as plain values.

    `known` are pairs known by NHS number, matched again with it hidden: `right` of those found
    and `found` of those there, with intervals; `by` the same by group of people, groups of under
    eight withheld; `gap` the widest gap between groups, in points, with its interval.
    `with_names` says whether these are the pairs whose two records both carry names: of others
    nobody could tell without the number. Raises StoreError where there is no release.
    """
    one = published(place)
    told = one.quality
    hide = functools.partial(
        shown, suppress_below=place.privacy.suppress_below, round_to=place.privacy.round_to
    )
    end = "_named" if (told.get("hidden_named") or {}).get("pairs") else ""
    return {
        "release": one.release,
        "synthetic": one.synthetic,
        **{k: told[k] for k in ("records", "people")},
        "to_review": hide(told["to_review"]),
        "by_tier": [
            {"tier": t, "words": words, "joined": hide(told["by_tier"][t])}
            for t, words in TIERS.items()
        ],
        "with_names": bool(end),
        "known": told.get(f"hidden{end}"),
        "by": safe_groups(told.get(f"by{end}", {})),
        "gap": told.get(f"gap{end}", {}),
        "goal": GOAL,
        "measured": MEASURED,
    }
