"""How far those who make a rule stand from those who do what it says."""

import pytest

from tilth.agree.levels.distance import said, steps


@pytest.mark.parametrize(
    ("makers", "doer", "far"),
    [
        ({"nation"}, "neighbourhood", 4),
        ({"nation"}, "place", 3),
        ({"nation", "place"}, "neighbourhood", 1),
        ({"place"}, "place", 0),
        ({"neighbourhood"}, "system", 2),
    ],
)
def test_B_265_the_distance_is_that_of_the_nearest_who_wrote_the_rule(makers, doer, far):
    assert steps(makers, doer) == far


def test_B_265_the_distance_is_said_in_words():
    assert said({"nation"}, "neighbourhood") == (
        "written in the nation, done in the neighbourhood: 4 layers apart"
    )
    assert said({"system"}, "place").endswith(": 1 layer apart")
    assert said({"place"}, "place") == "written and done in one layer, the place"
