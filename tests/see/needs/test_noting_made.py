"""Tables that rest on no one indicator are noted in the ledger too."""

import numpy as np

from tests.see.needs.conftest import indicator_of
from tilth.see.needs.layers import where_it_varies
from tilth.see.needs.residents import outlook, pyramid
from tilth.store.shown import Shown

STREETS = "| neighbourhood | lsoa21 | resident | age | sex | active_minutes | people\n" + "\n".join(
    f"| N{n % 4} | L{n:02} | yes | {20 + n} | {'female' if n % 2 else 'male'} | {n * 7} | 60"
    for n in range(24)
)


def test_who_lives_here_and_where_it_varies_are_noted(lived, here):
    people = lived(STREETS, event="| person | concept | date\n| 1 | death | 2025-01-01")
    pyramid(people, layer="neighbourhood")
    outlook(people, layer="neighbourhood", rng=np.random.default_rng(1), draws=10)
    one = indicator_of(statistic="proportion", denominator="age >= 19",
                       numerator="active_minutes < 60", per=100)  # fmt: skip
    where_it_varies(people, one, rng=np.random.default_rng(1), draws=10)
    with Shown.open(here) as book:
        noted = {measure.split()[-1] for (measure,) in book.rows("select measure from figures")}
    assert {"residents", "outlook", "varies"} <= noted
