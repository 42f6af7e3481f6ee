"""The words of our own on the pages of LEARN read at about eleven years.

The page of conditions is left out: it is mostly names of conditions, in the essay's own words.
"""

import pytest

from tests.web.reader import grade, words

ANYBODY = (
    "/learn/", "/learn/stories/", "/learn/search/", "/learn/codes/", "/learn/themes/",
    "/learn/practices/", "/learn/spread/", "/learn/compare/", "/learn/barriers/", "/learn/ripples/",
    "/learn/gatherings/", "/learn/timeline/", "/learn/movement/", "/learn/talk/",
    "/learn/inquiries/", "/learn/digest/", "/learn/lessons/", "/tell/", "/tell/again/",
)  # fmt: skip
ROUND_THE_TABLE = ("/learn/language/", "/learn/sharing/", "/learn/sources/")
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "who"),
    [*((one, None) for one in ANYBODY), *((o, "chair") for o in ROUND_THE_TABLE)],
)
def test_the_pages_of_learn_read_at_about_eleven_years(visit, address, who):
    """Words and sentences of our own are short: Flesch-Kincaid grade under 7."""
    page = visit(address, who=who)
    main = words(page.html.partition("<main")[2].partition("</main>")[0].partition(">")[2])
    assert grade(main) < 7
