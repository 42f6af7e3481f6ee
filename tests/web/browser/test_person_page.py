"""The page of one person, whose address nobody knows before: every form of it, in a browser."""


def test_A11Y_axe_finds_nothing_on_the_page_of_a_person(reader):
    reader("director").open("/")
    one = reader("administrator")
    one.open("/manage/people/")
    links = one.page.locator("tbody th a")
    seen = 0
    for at in [link.get_attribute("href") for link in links.all()]:
        assert one.open(at) == 200
        one.page.evaluate("() => document.querySelectorAll('details').forEach(d => d.open = true)")
        one.at(320)
        assert one.faults() == []
        assert one.sticks_out() == []
        seen += 1
    assert seen >= 2
