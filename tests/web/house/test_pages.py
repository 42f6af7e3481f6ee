"""Pages every place has: help, words, methods, privacy, search, the tour."""

import re

import pytest

PUBLIC = (
    "/help/words/",
    "/help/methods/",
    "/help/wrong/",
    "/about-the-data/",
    "/your-data/",
    "/privacy/",
    "/accessibility/",
    "/search/",
    "/sign-in/",
)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_page_opens_for_anyone(visit, address):
    page = visit(address, who=None)
    assert page.status == 200
    assert len(page.headings) == 1
    assert page.headings[0] in page.title


def test_titles_are_unique_and_name_the_place(visit):
    titles = [visit(address, who=None).title for address in ("/", *PUBLIC)]
    assert len(set(titles)) == len(titles)
    assert all("Scratch" in title and "SYNTHETIC" in title for title in titles)


def test_every_page_carries_the_frame(visit):
    for address in PUBLIC:
        page = visit(address, who=None)
        assert '<a class="nhsuk-skip-link" href="#maincontent">' in page.html
        assert 'id="maincontent"' in page.html
        assert "SYNTHETIC: nobody here is real" in page
        assert {"/accessibility/", "/privacy/", "/about-the-data/"} <= set(page.links)


def test_a_breadcrumb_leads_home(visit):
    page = visit("/help/words/", who=None)
    assert re.search(r'aria-label="Breadcrumb".*?href="/"', page.html, re.S)


def test_rooms_that_exist_are_linked_in_the_order_of_the_loop(visit):
    page = visit("/privacy/")
    rooms = re.search(r'aria-label="Rooms">(.*?)</nav>', page.html, re.S)[1]
    assert re.findall(r'href="(/\w+/)"', rooms) == ["/see/", "/agree/", "/learn/"]


def test_words_are_in_alphabetical_order_with_their_meaning(visit):
    """B-067."""
    page = visit("/help/words/", who=None)
    assert "Hidden A count of 1 to 7 people is shown as *" in page
    found = re.findall(r"<dt id=\"[^\"]+\">([^<]+)</dt>", page.html)
    assert found == sorted(found, key=str.lower)
    assert len(found) > 30


def test_methods_give_plain_words_formula_and_source(visit):
    page = visit("/help/methods/", who=None)
    assert "Wilson (1927)" in page
    from tilth.see.methods.catalogue import METHODS

    for one in METHODS.values():
        assert " ".join(one.plain.split()) in page, one.name


def test_about_the_data_says_what_partners_send_and_how_numbers_are_hidden(visit):
    page = visit("/about-the-data/", who=None)
    assert "The hospital Scratch stays every month planning 1 January 2030" in page
    assert "1 to 7 people is shown as *" in page
    assert "nearest 5" in page


def test_partners_are_told_in_alphabetical_order(visit):
    page = visit("/your-data/", who=None)
    assert page.index("The hospital: scratch stays") < page.index("The practice: scratch register")


def test_something_wrong_names_the_page_but_no_other_site(visit):
    assert "Page /see/" in visit("/help/wrong/?page=/see/", who=None)
    bad = visit("/help/wrong/?page=//evil.example/", who=None)
    assert "evil" not in bad.html
    assert "<b>" not in visit("/help/wrong/?page=/<b>", who=None).html


def test_search_finds_words_and_methods_for_anyone(visit):
    page = visit("/search/?q=deprivation+fifth", who=None)
    assert "/help/words/#deprivation-fifth" in page.links
    assert "There is more for people who sign in" in page
    assert "Nothing here is called that" in visit("/search/?q=zzzz", who=None)


def test_AC_search_finds_areas_and_indicators_only_for_those_who_may_open_them(visit, demo_place):
    stranger = visit("/search/?q=active", who=None, place=demo_place)
    assert not [at for at in stranger.links if at.startswith("/see/indicators/")]
    known = visit("/search/?q=active", place=demo_place)
    assert [at for at in known.links if at.startswith("/see/indicators/")]
    known = visit("/search/?q=old+pits", place=demo_place)
    assert [at for at in known.links if at.startswith("/see/areas/")]
    stranger = visit("/search/?q=old+pits", who=None, place=demo_place)
    assert not [at for at in stranger.links if at.startswith("/see/areas/")]


def test_AT_what_is_searched_for_is_shown_as_text(visit):
    page = visit("/search/?q=<script>alert(1)</script>", who=None)
    assert "<script>alert" not in page.html


def test_the_tour_leads_over_real_pages_of_the_demo(visit, demo_place):
    """B-067: a guided first use."""
    first = visit("/tour/1/", place=demo_place)
    assert first.goes_to == "/?tour=1"
    page = visit(first.goes_to, place=demo_place)
    assert "Stop 1 of 9" in page
    assert "Try this:" in page
    onward = [at for at in page.links if at.startswith("/tour/")]
    assert onward
    next_page = visit(visit(onward[-1], place=demo_place).goes_to, place=demo_place)
    assert next_page.status == 200
    assert re.search(r"Stop [23] of 9", next_page)
    assert "Stop 1 of 9" not in visit("/", place=demo_place)
    assert "Stop 1 of 9" not in visit("/privacy/?tour=1", place=demo_place)
    assert visit("/tour/99/", place=demo_place).status == 404


def test_there_is_no_tour_of_a_place_that_is_not_the_demo(visit):
    assert visit("/tour/1/").status == 404
    assert "Stop 1" not in visit("/?tour=1")
    assert visit("/?tour=x").status == 200
