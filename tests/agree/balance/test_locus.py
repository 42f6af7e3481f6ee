"""Where accountability lies: who reviewed whom, and which way. P-112."""

import datetime

import pytest

from tilth.agree.balance import Review, locus
from tilth.agree.balance.locus import direction

DAY = datetime.date(2026, 3, 2)


def review(by_layer, of_layer):
    return Review("one", "other", by_layer, of_layer, DAY)


@pytest.mark.parametrize(
    ("by", "of", "way"),
    [
        ("nation", "place", "downward"),
        ("system", "system", "lateral"),
        ("place", "place", "lateral"),
        ("neighbourhood", "place", "upward"),
        ("place", "nation", "upward"),
        ("region", "neighbourhood", "downward"),
    ],
)
def test_P_112_a_review_goes_upward_downward_or_between_equals(by, of, way):
    """P-112."""
    assert direction(review(by, of)) == way


def test_P_112_reviews_are_counted_by_way_and_by_layer_with_how_sure_we_are():
    """P-112. Wilson's 95% interval of 3 of 4: 0.301 to 0.954."""
    some = [review("place", "place")] * 3 + [review("nation", "system")]
    ways, layers = locus(some)
    assert ways.reviews.to_dict() == {"upward": 0, "lateral": 3, "downward": 1}
    assert ways.loc["lateral", ["share", "lower", "upper"]].tolist() == pytest.approx(
        [0.75, 0.301, 0.954], abs=5e-4
    )
    assert layers.reviews.to_dict() == {
        "nation": 0, "region": 0, "system": 1, "place": 3, "neighbourhood": 0,
    }  # fmt: skip


def test_no_reviews_have_no_shares():
    ways, layers = locus([])
    assert ways.share.isna().all()
    assert layers.reviews.sum() == 0


def test_a_layer_nobody_knows_is_refused():
    with pytest.raises(ValueError, match="not in"):
        locus([review("county", "place")])
