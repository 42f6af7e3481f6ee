"""An area on paper: two sheets, strengths before needs, and what is left out told on them."""

import re
from pathlib import Path

import pytest

import tilth.web
from tests.web.see.test_paper import ADDRESS, Area, some, told

OF_EACH_KIND = {
    "small area": "GRM000001",
    "neighbourhood": "GRM-OPLD",
    "well off": "GRM-BPEA",
    "place": "GRM-TIL",
    "system": "GRM",
}
SMALLEST = 8.5
LEFT_OUT = "Left out here, and on the page:"
READ = """() => {
  const small = [], cut = [], loose = [], said = getComputedStyle;
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n = walk.nextNode(); n; n = walk.nextNode()) {
    const e = n.parentElement;
    if (n.textContent.trim() && e.checkVisibility() && e.getClientRects().length
        && parseFloat(said(e).fontSize) * 0.75 < %s - 0.01) small.push(n.textContent);
  }
  for (const e of document.querySelectorAll('.tilth-sheets tr'))
    if (said(e).breakInside !== 'avoid') cut.push(e.textContent);
  for (const e of document.querySelectorAll('.tilth-sheets h2'))
    if (said(e).breakAfter !== 'avoid') loose.push(e.textContent);
  return {small, cut, loose, text: document.body.innerText};
}"""


def sheets_of(page):
    """How many sheets the page prints on."""
    page.emulate_media(media="print")
    try:
        pdf = page.pdf(prefer_css_page_size=True)
    finally:
        page.emulate_media(media="screen")
    sizes = {tuple(map(float, box.split())) for box in re.findall(rb"/MediaBox \[([^]]*)\]", pdf)}
    assert sizes
    assert all(abs(wide - 595) < 2 and abs(high - 842) < 2 for _, _, wide, high in sizes), "A4"
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def on_paper(page):
    """What stands on the sheets, and what would be hard to read on them."""
    page.emulate_media(media="print")
    try:
        return page.evaluate(READ % SMALLEST)
    finally:
        page.emulate_media(media="screen")


@pytest.mark.parametrize("code", OF_EACH_KIND.values(), ids=OF_EACH_KIND)
def test_an_area_prints_on_two_sheets_strengths_first(reader, code):
    one = reader("director", script=False)
    assert one.open(f"/see/areas/{code}/") == 200
    assert sheets_of(one.page) == 2
    read = on_paper(one.page)
    assert (read["small"], read["cut"], read["loose"]) == ([], [], [])
    text = read["text"]
    parts = ["What is strong here", "What people need", "Who lives here", "Known to partners"]
    parts += ["What to bear in mind", LEFT_OUT, f"/see/areas/{code}/", "Data to 31 March 2026"]
    at = [text.rindex(part) for part in parts]
    assert at == sorted(at)
    assert "SYNTHETIC" in text
    assert re.search(r"every figure with pictures \(\d+ of \d+ are here\)", text)


def test_on_a_screen_nothing_of_the_sheets_is_told_twice(reader):
    one = reader("director", script=False)
    one.open("/see/areas/GRM-OPLD/")
    text = one.page.evaluate("() => document.body.innerText")
    assert LEFT_OUT not in text
    assert one.page.get_by_role("heading", name="Who lives here").count() == 1
    assert "Every figure" in text


class Long(Area):
    familiar = "Old Pits with Foundry Lane"


def filled(*, words, **more):
    """The sheets of an area of which more is told than has room, as one page of HTML.

    words: whether there is also much to bear in mind and much that changes, or little.
    """
    from django.template.loader import render_to_string

    from tilth.web.see.paper import sheets

    long = "Emergency admissions for long-term conditions that care near home can often manage"
    rows = some(60, strong=True, title=long, meaning="better", compared="lower")
    rows += some(60, 100, title=long, meaning="worse", compared="higher")
    rows += some(60, 200, compared="higher", likely="-1,063.5 to 14,606.5", value="12,744.5")
    page = told(counted=rows, partners=some(30, 300, title=long))
    profile = page["profile"]
    profile["caveats"] = ["These are words that somebody who reads figures has to know. " * 3] * 20
    profile["source"] = "Records of " + ", ".join(["Circle of Small Charities"] * 20)
    profile["sentence"] = "Old Pits with Foundry Lane, of 240 figures: 60 better, 60 worse. " * 3
    profile["whole"] = "North East Greenmarch and the Valleys"
    page["assets"] = [{"name": "The Old Pits Welfare Hall and Gardens", "kind": "hall"}] * 40
    page["changes"] = {
        "of": {"OP": [{"title": "Falls", "sentence": "Falls of older people went up. " * 6}] * 9}
    }
    page["fair"] = [(None, {"sentence": "Physically inactive adults: about 1 in 4. " * 4})]
    cells = [
        {"cells": [{"text": text} for text in (sex, f"{age} to {age + 4}", "11,755")]}
        for sex in ("female", "male")
        for age in range(0, 95, 5)
    ]
    page["pyramid"] = {"sentence": "About 223,345 people live in Old Pits.", "rows": cells}
    if not words:
        profile["caveats"], page["changes"] = profile["caveats"][:2], {"of": {}}
    page["area"] = Long
    page |= {"name": Long.familiar, "data_to": "31 March 2026"} | more
    page["paper"] = sheets(page, address=ADDRESS)
    static = Path(tilth.web.__file__).parent / "static"
    styles = [
        (static / f).read_text() for f in ("nhsuk/nhsuk.css", "tilth/tilth.css", "see/see.css")
    ]
    return (
        f"<!DOCTYPE html><html lang=en><style>{''.join(styles)}</style><body>"
        '<header class="tilth-header"><div class="nhsuk-width-container tilth-header__row">'
        '<p class="tilth-header__name">Greenmarch Together</p></div><div class="tilth-synthetic">'
        '<div class="nhsuk-width-container">SYNTHETIC: nobody here is real</div></div></header>'
        '<div class="nhsuk-width-container"><main class="nhsuk-main-wrapper">'
        '<h1 class="nhsuk-heading-l">Old Pits with Foundry Lane <span class="nhsuk-caption-l">'
        "Neighbourhood in Tiltham, Greenmarch</span></h1>"
        f"{render_to_string('see/area_sheets.jinja', page)}"
        "<p>Some figures are closed, because the agreement they rested on is over. See which.</p>"
        '<p class="nhsuk-body-s tilth-foot"><span>Data to 31 March 2026.</span></p></main></div>'
        '<footer class="tilth-footer"><div class="nhsuk-width-container"><p>Greenmarch.</p></div>'
        "</footer></body></html>"
    )


@pytest.mark.parametrize("words", [True, False])
@pytest.mark.parametrize("counted", [True, False])
def test_however_much_is_told_two_sheets_hold_it_and_say_what_they_do_not(chromium, counted, words):
    page = chromium.new_page()
    try:
        page.set_content(filled(counted=counted, words=words))
        assert sheets_of(page) == 2
        read = on_paper(page)
    finally:
        page.close()
    assert (read["small"], read["cut"], read["loose"]) == ([], [], [])
    said = ["more to build on", "more that are worse", "(more )?that differ"]
    said += ["more about it"] * counted + ["more on the page"] * words
    for each in said:
        assert re.search(rf"\b[1-9]\d* {each}", read["text"]), each
    assert "and 28 more places to meet and be helped" in read["text"]
