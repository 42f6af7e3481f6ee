"""Ranks of areas, each told with the ranks it may as well have."""

from tilth.see.findings import sentences
from tilth.see.findings.finding import Asked
from tilth.see.findings.making import assembled, whole_row
from tilth.see.needs.ranking import ranked, worst_of

METHOD = (
    "Ranks by drawing every area's figure again from its own uncertainty, many times over: 95% of "
    "draws give a rank between the two told."
)


def ranking(people, indicator, *, layer, rng):
    """Areas of a layer by rank, 1 the worst, with how far each rank can be trusted (B-205).

    people: a Population. rng: a numpy Generator. Returns a Finding whose table has rank,
    rank_lower, rank_upper and of (how many areas are ranked); areas whose figure is hidden have
    none. Its sentence names the areas that may be the worst: never one alone unless it is sure.
    """
    table = ranked(people, indicator, layer=layer, rng=rng).drop(columns="chance_worst")
    asked, beside = Asked(indicator.name, layer, what="ranking"), whole_row(people, indicator)
    end = worst_of(indicator)
    said = sentences.of_ranks(indicator.title, table.to_dict("records"), end)
    found = assembled(people, indicator, table, asked, beside, sentence=said, kinds=("bars",))
    return found.with_method(f"{found.method} {METHOD}")
