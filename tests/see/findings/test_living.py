"""Who lives in an area: said in words as far as their ages may be shown."""

import re

from tilth.see.living import living
from tilth.see.needs.naming import geography_of


def test_the_sentence_says_whether_all_ages_are_in_it(greenmarch):
    """Where an age is hidden, the number is of those that are shown, and is said to be."""
    seen = set()
    for area in geography_of(greenmarch).areas("neighbourhood"):
        found = living(greenmarch, layer="neighbourhood", area=area)
        hidden = bool(found.table["denominator"].isna().any())
        if found.table["denominator"].isna().all():
            assert found.sentence.startswith("Too few people live in")
            continue
        number = int(re.search(r"[\d,]+", found.sentence)[0].replace(",", ""))
        assert number == found.table["denominator"].fillna(0).sum()
        assert ("of the ages that may be shown" in found.sentence) == hidden
        assert ("Of every 100" in found.sentence) != hidden
        seen.add(hidden)
    assert True in seen
