from pathlib import Path

from tilth.demo.people.everyone import illustrative
from tilth.demo.reference import page

DOCS = Path(__file__).parents[2] / "docs" / "reference"


def test_the_page_of_what_partners_send_is_up_to_date():
    written = (DOCS / "extracts.md").read_text(encoding="utf-8")
    assert written == page(), "run: python -m tilth.demo.reference docs/reference/extracts.md"


def test_the_page_of_made_up_people_tells_the_figures_that_are_planted():
    told = (DOCS / "made-up-people.md").read_text(encoding="utf-8")
    chances = illustrative()
    missing = chances["missing_active_minutes"]
    for words in (
        f"gap of {chances['mortality']['gap_years']} years",
        f"from month {chances['falls']['step_month']}",
        f"at {chances['falls']['step_ratio']:.0%} of the rate",
        f"effect of {chances['matchday_moves']['effect_points']:g} points",
        f"from 25,000 to {chances['matchday_moves']['funnel']}",
        f"{missing['inactive']:.0%} of those under 30 minutes a week and {missing['active']:.0%}",
    ):
        assert words in told
