"""The frame every page has."""

import pytest


def test_the_front_page_asks_the_four_questions(visit):
    page = visit("/", who=None)
    assert page.status == 200
    for question in (
        "How is our place doing?",
        "What did we agree?",
        "Who is waiting?",
        "What did we learn?",
    ):
        assert question in page


@pytest.mark.parametrize("address", ["/nothing-here/", "/see/areas/X1/", "/manage/"])
def test_AC_a_stranger_is_sent_to_sign_in_from_any_address_known_or_not(visit, address):
    page = visit(address, who=None)
    assert page.status == 302
    assert page.goes_to.startswith("/sign-in/?next=%2F")
