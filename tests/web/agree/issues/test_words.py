"""Words about a hard thing: hints that keep nothing, and wrong ones told."""

import pytest

from tilth.web.agree.models import Issue, Step


def test_B_251_a_look_at_ones_words_gives_hints_and_keeps_nothing(table, visit, someone):
    """B-251: blame-free wording: hints only, nothing blocked, nothing rewritten."""
    who = someone("charities")
    words = {"type": "tension", "title": "Grants end", "between_one": "", "between_other": ""}
    words |= {"body": "", "surfaced": "The Council refused us and they always do <b>so</b>."}
    page = visit("/agree/issues/new/", who=who, post=words | {"look": "1"})
    assert "The Council refused" in page
    assert "We have not found a way to" in page
    assert "they always do &lt;b&gt;so&lt;/b&gt;" in page.html
    assert "Nothing has been sent yet." in page
    assert not Issue.objects.exists()
    assert visit("/agree/issues/new/", who=who, post=words).goes_to.startswith("/agree/issues/I-")
    assert Issue.objects.get().surfaced == words["surfaced"]
    calm = words | {"surfaced": "Grants end in March.", "look": "1"}
    assert "We found no words that point a finger." in visit(
        "/agree/issues/new/", who=who, post=calm
    )


def test_a_look_at_words_on_the_page_of_an_issue_keeps_them_in_the_form(stands, tension, visit,
                                                                        someone):  # fmt: skip
    who = someone("charities")
    sent = {"value": "They always leave it", "look": "1"}
    page = visit(f"/agree/issues/{tension.ref}/rest/", who=who, post=sent)
    assert "\u201cThey always\u201d" in page
    assert ">They always leave it</textarea>" in page.html
    tension.refresh_from_db()
    assert tension.stage == "surfaced"


@pytest.mark.parametrize(
    ("what", "sent", "said"),
    [
        ("ask", {"to": "charities", "question": "", "words": " "}, "That cannot be done now."),
        ("hold", {"value": "nobody", "words": ""}, "Which partner"),
        ("open", {"value": "owners"}, "To whom"),
        ("way", {"value": "x", "review": "soon"}, "That cannot be done now."),
        ("rest", {"value": ""}, "There is a problem"),
        ("reframe", {"value": "Ours"}, "does not come next"),
        ("up", {"words": ""}, "It does not rest."),
        ("agree", {"number": "99"}, "This is not with the owners any more."),
        ("agree", {"number": "x"}, "That cannot be done now."),
        ("not-yet", {"number": "1", "words": ""}, "That cannot be done now."),
        ("rest", {"value": "x" * 3001}, "at most 3000 characters"),
    ],
)
def test_wrong_inputs_are_told_and_change_nothing(tension, visit, someone, what, sent, said):
    before = Step.objects.filter(about=tension.key).count()
    page = visit(f"/agree/issues/{tension.ref}/{what}/", post=sent,
                 who=someone("charities"))  # fmt: skip
    assert page.status == 200
    assert said in page
    assert Step.objects.filter(about=tension.key).count() == before


def test_wrong_words_of_a_new_one_are_told(table, visit, someone):
    who = someone("charities")
    page = visit("/agree/issues/new/", who=who, post={"type": "quarrel", "title": ""})
    assert "There is a problem" in page
    assert not Issue.objects.exists()
    assert visit("/agree/issues/new/", who="director").status == 404
    assert visit("/agree/issues/new/", who="resident").status == 404
    assert visit("/agree/issues/new/?type=tension", who=who).html.count(" selected") >= 1
