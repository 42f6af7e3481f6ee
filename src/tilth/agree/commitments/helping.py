"""Whose strengths could help with a promise: by the words both use, told by alphabet."""

import re

LITTLE = frozenset(
    "about above after again against also and any are ask because been before being between "
    "both but can come could day decision does down each every for from further had has have "
    "having here how into its just keep kept make more most much must need never new not now "
    "off once one only open other our out over own part people place same say see shall should "
    "some such tell than that the their them then there these they this those through time "
    "together under until use very was week well were what when where which while who whom why "
    "will with work working would year you your".split()
)
ENDINGS = ("ings", "ing", "ers", "ies", "ed", "er", "es", "s", "y", "e")


def could_help(words, strengths, *, not_these=()):
    """[(partner, its strengths that fit)], in the order of the alphabet; nobody is ranked.

    words: what is promised. strengths: {partner: [in its own words]}. not_these: partners that
    hold it already.
    """
    wanted = stems(words)
    found = {
        partner: [one for one in own if stems(one) & wanted]
        for partner, own in strengths.items()
        if partner not in not_these
    }
    return [(partner, found[partner]) for partner in sorted(found, key=str.lower) if found[partner]]


def stems(words):
    """The words that carry meaning, each without its ending, so that `walks` meets `walking`."""
    plain = re.findall(r"[a-z]+", words.lower())
    return {_stem(word) for word in plain if len(word) > 3 and word not in LITTLE}


def _stem(word):
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
