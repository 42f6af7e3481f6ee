"""The map of partners: the drawing and the list say the same, and nobody reads what is not theirs."""

import datetime

import pytest

from tests.web.agree.making import round_table
from tilth.web.agree.models import Tie

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 3, 2)


def tie(one, other, **told):
    told = {"on": DAY, "heard": "survey", **told}
    return Tie.objects.create(one=f"partner:{one}", other=f"partner:{other}", **told)


def test_the_map_shows_each_side_and_never_a_mean(visit):
    """P-055: a relationship map with strength from each side."""
    round_table()
    tie("homes", "charities", trust=5, collaboration=4)
    tie("charities", "homes", trust=2, collaboration=4)
    page = visit("/agree/map/?year=2026")
    assert page.status == 200
    assert "Circle of Small Charities and Together Homes" in page
    assert (
        "Trust: Circle of Small Charities says low, Together Homes says high. Seen differently."
        in page
    )
    assert "<svg" in page.html


def test_an_empty_table_says_what_to_do(visit):
    from tilth.web.agree.models import Partner

    Partner.objects.all().delete()
    assert "Add the partners first" in visit("/agree/map/")
