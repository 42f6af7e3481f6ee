"""Several rankings made one: whoever stands high in any of them stands high."""

from collections import defaultdict

STEADY = 60


def fused(*rankings):
    """[(thing, score)]: the sum over rankings of 1 / (60 + rank), the best first.

    rankings: lists of things, the best first, each thing once in a list; the first has rank 1.
    Equal sums: the thing that an earlier ranking has first.
    Source: Cormack, Clarke and Buettcher (2009), Reciprocal rank fusion, SIGIR 758-759.
    """
    scores: dict = defaultdict(float)
    for ranking in rankings:
        for rank, thing in enumerate(ranking, start=1):
            scores[thing] += 1 / (STEADY + rank)
    return sorted(scores.items(), key=lambda one: -one[1])
