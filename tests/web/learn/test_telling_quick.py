"""Told in under a minute, kept as a journal, or as answers to questions that are asked again."""

import io
import json
import re

import openpyxl
import pytest
from django.utils import timezone

from tests.web.learn.making import practice_of, story_of
from tests.web.reader import Page
from tilth.web.learn.models import Copy, Gathering, Indexed, Story
from tilth.web.learn.telling.quick import ASKS, NAMES

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client):
    """A browser without an account."""

    def go(at, **told):
        return Page(client.post(at, told) if told else client.get(at))

    return go


@pytest.mark.parametrize("kind", ASKS)
def test_P_190_a_quick_entry_is_one_box_and_one_button_and_private(browser, kind):
    """P-182 pride, P-190 small change, B-034 field note, P-196 recognition, P-191 idea."""
    page = browser(f"/tell/quick/?type={kind.replace(' ', '-')}")
    assert page.headings == [NAMES[kind]]
    assert ASKS[kind][0] in page
    assert len(re.findall("<textarea", page.html)) == 1
    done = browser("/tell/quick/", type=kind, words="A bench by the bus stop")
    assert "Your code words" in done
    assert "Only you." in done
    story = Story.objects.get()
    assert (story.type, story.state, story.audiences) == (kind, "published", [])


def test_what_is_sent_again_because_its_answer_was_lost_is_one_telling(browser, client):
    uid = re.search(r'name="uid" value="([^"]+)"', browser("/tell/quick/").html)[1]
    told = {"type": "idea", "words": "Buses on Sundays", "uid": uid}
    browser("/tell/quick/", **told)
    client.cookies.clear()
    again = browser("/tell/quick/", **told)
    story = Story.objects.get()
    assert again.goes_to == f"/tell/{story.slug}/"
    assert "Buses on Sundays" in browser(again.goes_to)
    Story.objects.update(for_everyone=True)
    client.cookies.clear()
    refused = browser("/tell/quick/", **told)
    assert "This was sent already" in refused
    assert "Buses on Sundays" in refused.html
    assert Story.objects.count() == 1


def test_a_quick_entry_without_words_says_so_and_an_unknown_kind_is_not_there(browser):
    page = browser("/tell/quick/", type="idea", words=" ", for_=["everyone"])
    assert "Write a few words" in page
    assert 'value="everyone" checked' in page.html
    assert browser("/tell/quick/?type=poem").status == 404


def test_P_182_the_pride_prompt_can_stand_at_the_end_of_any_check_in(browser):
    from django.template import engines

    practice = practice_of("matchday-moves", "Matchday Moves")
    text = '{% from "learn/telling/_pride.jinja" import pride %}{{ pride("' + practice.key + '") }}'
    shown = engines["jinja2"].from_string(text).render({})
    assert "What are you most proud of?" in shown
    page = browser(re.search('href="([^"]+)"', shown)[1].replace("&amp;", "&"))
    assert "It is about: Matchday Moves" in page
    browser("/tell/quick/", type="pride", about=practice.key, words="The walk", for_=["everyone"])
    assert Story.objects.get().about == practice.key


def test_B_034_field_notes_are_a_private_journal_that_can_grow_into_a_story(visit):
    page = visit("/tell/notes/", who=None)
    assert "A journal needs an account" in page
    assert visit("/tell/notes/", who=None, post={"words": "x"}).status == 200
    assert not Story.objects.exists()
    visit("/tell/notes/", who="link_worker", post={"words": "Two neighbours waited together"})
    mine = visit("/tell/notes/", who="link_worker")
    assert "Two neighbours waited together" in mine
    assert "Two neighbours" not in visit("/tell/notes/", who="partner")
    story = Story.objects.get()
    grown = visit(f"/tell/{story.slug}/grow/", who="link_worker", post={"now": 1})
    assert grown.goes_to == f"/tell/{story.slug}/change/"
    assert "Two neighbours waited together" in visit(grown.goes_to, who="link_worker")
    story.refresh_from_db()
    assert (story.type, story.audiences) == ("story", [])
    assert visit(f"/tell/{story.slug}/grow/", who="link_worker", post={"now": 1}).status == 404


def answers_of(name, to=("everyone",), **answers):
    return story_of("", to=to, type="answers", words="", inquiry=name, answers=answers)


def test_P_007_tilth_asks_what_people_think_of_it_and_counts_what_they_say(browser):
    page = browser("/tell/answer/about_tilth/")
    assert "Could you do it?" in page
    assert "It takes two minutes" in page
    empty = browser("/tell/answer/about_tilth/", q_could="")
    assert "Answer at least one question" in empty
    sent = browser("/tell/answer/about_tilth/", q_could="Yes", q_clear="4", q_change="Fewer words",
                   for_=["everyone"])  # fmt: skip
    assert "Your code words" in sent
    story = Story.objects.get()
    assert (story.type, story.state) == ("feedback", "sent")
    assert "Nobody's answers are open to you yet" in browser("/learn/inquiries/about_tilth/")
    Story.objects.update(state="published")
    page = browser("/learn/inquiries/about_tilth/")
    assert "1 telling or gathering answers at least one" in page
    assert "Yes 1" in page
    assert "4 1" in page
    assert "Fewer words" in page
    assert browser("/tell/answer/nothing/").status == 404
    assert browser("/learn/inquiries/nothing/").status == 404


def test_B_050_one_inquiry_is_answered_by_stories_surveys_and_workshops_alike(browser, visit):
    """B-190: also by a talk about what is strong, which only a link worker reads."""
    browser("/tell/answer/conditions_for_integration/", q_barriers="Short money",
            tellers="Table 4\nThe library", for_=["everyone"])  # fmt: skip
    Story.objects.update(state="published")
    story_of("A story", inquiry="conditions_for_integration", answers={"barriers": "The bus"})
    answers_of("conditions_for_integration", to=("partnership",), barriers="Said round the table")
    held = {"begins": timezone.now(), "ends": timezone.now(), "type": "workshop"}
    for slug, open_to in (("hall", "everyone"), ("board", "partnership")):
        Gathering.objects.create(slug=slug, title=f"Workshop in the {slug}", open_to=open_to,
                                 asks="conditions_for_integration",
                                 answers={"barriers": f"Heard in the {slug}"}, **held)  # fmt: skip
    page = browser("/learn/inquiries/conditions_for_integration/")
    assert "Short money Table 4, The library" in page
    assert "The bus" in page
    assert "Heard in the hall Workshop in the hall" in page
    assert "3 tellings and gatherings answer" in page
    assert "Heard in the board" not in page
    assert "/learn/gatherings/hall/" in page.links
    saved = browser("/learn/inquiries/conditions_for_integration/answers.csv")
    assert "Heard in the hall" in saved
    assert "Heard in the board" not in saved
    assert "Said round the table" not in page
    assert "Said round the table" in visit("/learn/inquiries/conditions_for_integration/")
    listed = browser("/learn/inquiries/")
    assert "Seven questions a place can ask itself" in listed
    page = browser("/tell/answer/what_matters/")
    assert "What matters most to you?" in page
    assert 'value="worker" checked' in page.html
    browser("/tell/answer/what_matters/", q_hopes="To dance", for_=["worker"], helped_by="Amina")
    talk = Story.objects.latest("pk")
    assert (talk.state, talk.audiences, talk.helped_by) == ("published", ["worker"], "Amina")
    change = browser(f"/tell/{talk.slug}/change/")
    assert "To dance" in change.html
    browser(f"/tell/{talk.slug}/change/", q_hopes="To dance again", for_=["worker"])
    talk.refresh_from_db()
    assert (talk.answers, talk.inquiry) == ({"hopes": "To dance again"}, "what_matters")
    assert "To dance again" in Indexed.objects.get(key=talk.key).words


def test_AT_answers_saved_as_a_file_hold_no_formula_and_each_teller_is_told(browser):
    answers_of("about_tilth", change="=1+1", came_for="@SUM(A1)")
    story = answers_of("about_tilth", change="Fewer words")
    csv = browser("/learn/inquiries/about_tilth/answers.csv")
    assert "'=1+1" in csv
    assert "\n=" not in csv
    assert ",=" not in csv
    held = browser("/learn/inquiries/about_tilth/answers.xlsx").response.content
    cells = [c.value for r in openpyxl.load_workbook(io.BytesIO(held)).worksheets[0] for c in r]
    assert not [one for one in cells if str(one).startswith(("=", "@"))]
    told = json.loads(browser("/learn/inquiries/about_tilth/answers.json"))
    assert "Fewer words" in json.dumps(told)
    assert Copy.objects.filter(story=story, how="file").count() == 1
    assert browser("/learn/inquiries/about_tilth/answers.pdf").status == 404
