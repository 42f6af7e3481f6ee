"""Whether the words of a topic belong together: how often stories use them side by side."""

import itertools

import numpy as np


def npmi(words, there):
    """Normalised pointwise mutual information of a topic's words, the mean over pairs; -1 to 1.

    words: the numbers of its words, two or more. there: shape (stories, words), true where a story
    uses a word. 1: never one without the other; 0: as chance has it; -1: never together. Stories
    are the windows. A pair that every story holds is 0: it tells nothing.

    Source: Bouma 2009; for topics, Aletras and Stevenson 2013.
    """
    there = np.asarray(there)
    stories = len(there)
    alone = there.mean(0)
    found = []
    for one, other in itertools.combinations(words, 2):
        both = (there[:, one] & there[:, other]).sum() / stories
        found.append(_pair(both, alone[one], alone[other]))
    return float(np.mean(found))


def _pair(both, one, other):
    if both == 0:
        return -1.0
    if both == 1:
        return 0.0
    return float(np.log(both / (one * other)) / -np.log(both))
