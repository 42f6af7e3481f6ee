"""Sources: brought in after a look, cited passage by passage, put right with the original kept."""

import datetime
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.agree.making import round_table
from tilth.ground.errors import AgreementError
from tilth.learn.sources.reading import reading_of
from tilth.web.agree.models import Document, Step
from tilth.web.agree.standing import Standing
from tilth.web.house.by import By
from tilth.web.learn.actions import sources as acts
from tilth.web.learn.models import Code, Coding, Name, Passage, Source

pytestmark = pytest.mark.django_db
TALK = """Notes of the evening

Amira (link worker): We try to lower emissions to hospital.

Tom: And <b>then</b>?

Amira: Sue Moss says: observe first.
"""
FORM = {
    "title": "What we heard in the hall",
    "type": "interview",
    "on": "2026-02-01",
    "authors": "The hall group",
    "shared_by": "Warren",
    "licence": "CC BY 4.0",
    "medium": "text",
    "grade": "D",
    "topics": "being active\nlistening",
    "visible": "public",
    "agreed": "on",
    "url": "https://example.org/talk",
}
AT = "/learn/sources/what-we-heard-in-the-hall/"


def keeper(role="secretariat", slug=""):
    return Standing.for_by(By("a", role, slug))


def talk_of(text=TALK, **told):
    """A source with the passages of a text, by the secretariat."""
    told = {"title": FORM["title"], "type": "interview", "visible": "public", **told}
    return acts.bring_in(keeper(), passages=reading_of(text, "text").passages, **told)


def test_P_008_B_293_a_talk_is_looked_at_before_it_is_kept_and_then_cited_by_passage(visit):
    file = SimpleUploadedFile("hall.txt", TALK.encode())
    look = visit("/learn/sources/new/", who="secretariat", post=FORM | {"file": file})
    assert look.status == 200
    assert "Nothing is kept yet. We found 4 passages and 2 people who speak." in look
    assert "Amira: 2 turns, 2 passages" in look
    assert "Tom speaks only once. Is that a speaker?" in look
    assert "emissions to hospital , likely admissions to hospital" in look
    assert not Document.objects.exists()
    answer = FORM | {"text": TALK, "form": "text", "keep": "1", "said-0": "Amira",
                     "name-0": "Amira Khan", "role-0": "link worker"}  # fmt: skip
    kept = visit("/learn/sources/new/", who="secretariat", post=answer)
    assert kept.goes_to == AT
    page = visit(AT, who=None)
    assert page.headings == [FORM["title"]]
    assert "An interview, 1 February 2026. By The hall group." in page
    assert "Shared by Warren" in page
    assert "Licence CC BY 4.0" in page
    assert "Amira Khan link worker" in page.replace("Who they are ", "")
    assert 'id="p2"' in page.html
    assert "<b>then" not in page.html
    assert "It was raining" not in page
    one = visit(f"{AT}p/2/", who=None)
    assert "The hall group. What we heard in the hall. 1 February 2026. Amira Khan. passage 2, " \
           "line 3." in one  # fmt: skip
    assert one.html.count("/learn/sources/what-we-heard-in-the-hall/#p2") >= 2
    file = visit(f"{AT}passages.csv", who=None)
    assert "2,3,,Amira Khan,We try to lower emissions to hospital.," in file
    listed = visit("/learn/sources/", who=None)
    assert "What we heard in the hall" in listed
    assert "Who speaks: Amira Khan, Tom." in listed
    assert "CC BY 4.0" in visit("/learn/sources.csv", who=None)


def test_what_somebody_typed_stays_where_a_file_cannot_be_read_or_a_box_is_left_empty(visit):
    file = SimpleUploadedFile("talk.vtt", b"WEBVTT\n\nhello")
    page = visit("/learn/sources/new/", who="secretariat", post=FORM | {"file": file})
    assert page.status == 400
    assert "talk.vtt line 3: words without a time" in page
    assert 'value="The hall group"' in page.html
    page = visit("/learn/sources/new/", who="secretariat", post=FORM | {"agreed": "", "url": ""})
    assert page.status == 400
    assert "agreed that it is kept here" in page
    back = visit("/learn/sources/new/", who="secretariat", post=FORM | {"text": TALK, "back": "1"})
    assert back.status == 200
    assert "We try to lower" in back.html
    leave = FORM | {"text": TALK, "form": "text", "look": "1", "said-1": "Tom", "leave-1": "1"}
    again = visit("/learn/sources/new/", who="secretariat", post=leave)
    assert "Tom: 1 turn" not in again
    assert 'value="Tom"' in again.html


def test_a_stranger_reads_public_sources_only_and_changes_none(visit):
    round_table()
    hidden = talk_of(title="For us", visible="partnership")
    talk_of()
    for at in (f"/learn/sources/{hidden.slug}/", f"/learn/sources/{hidden.slug}/p/1/",
               f"/learn/sources/{hidden.slug}/passages.csv"):  # fmt: skip
        assert visit(at, who=None).status == 404
        assert visit(at, who="analyst").status == 200
    page = visit("/learn/sources/", who=None)
    assert "For us" not in page
    assert "Bring in" not in page
    assert "Put it right" not in visit(AT, who=None)
    assert visit(f"{AT}p/2/", who=None, post={"words": "x", "why": "y"}).status == 404
    assert visit("/learn/names/", who=None).status in (302, 403)
    assert visit("/learn/sources/new/", who="analyst").status == 404
    Document.objects.update(removed=True)
    assert visit(AT, who="secretariat").status == 404


def test_B_031_a_slip_is_put_right_with_the_original_kept_and_can_be_put_back(visit):
    talk_of()
    page = visit(AT, who="secretariat")
    assert "Likely: admissions to hospital . Heard wrongly" in page
    assert "Likely: Sue Goss . The name is Sue Goss" in page
    told = {"number": "2", "said": "emissions to hospital"}
    done = visit(f"{AT}slips/accept/", who="secretariat", post=told)
    assert done.goes_to == f"{AT}#slips"
    page = visit(AT, who=None)
    assert "We try to lower admissions to hospital." in page
    assert "What it said when it came We try to lower emissions to hospital." in page
    assert "Heard wrongly: people are admitted to hospital." in page
    assert "corrected here" in visit(f"{AT}p/2/", who=None)
    visit(f"{AT}slips/leave/", who="secretariat", post={"number": "4", "said": "Sue Moss"})
    assert "None that we know of is left. Corrected: 1 passage." in visit(AT, who="secretariat")
    visit(f"{AT}p/2/back/", who="secretariat", post={})
    one = Passage.objects.get(number=2)
    assert (one.words, one.original, one.why) == (
        "We try to lower emissions to hospital.", "", "")  # fmt: skip
    assert not any("emissions" in f"{s.words}{s.before}{s.after}" for s in Step.objects.all())


def test_words_are_put_right_by_hand_unless_somebody_was_quicker(visit):
    talk_of()
    told = {"words": "And then what?", "why": "He said so.", "seen": "And <b>then</b>?"}
    assert visit(f"{AT}p/3/", who="secretariat", post=told).goes_to == f"{AT}p/3/"
    late = visit(f"{AT}p/3/", who="secretariat", post=told | {"words": "And now?"})
    assert "Somebody changed these words meanwhile" in late
    assert "And now?" in late.html
    assert visit(f"{AT}p/3/", who="secretariat", post={"words": "x"}).status == 200
    one = Passage.objects.get(number=3)
    assert (one.words, one.original) == ("And then what?", "And <b>then</b>?")
    with pytest.raises(AgreementError, match="Nothing is changed"):
        acts.correct(keeper(), one, one.words, "why")
    acts.correct(keeper(), one, "And <b>then</b>?", "It was right.")
    assert Passage.objects.get(number=3).original == ""
    with pytest.raises(AgreementError, match="no such slip"):
        acts.accept(keeper(), one, "nonsense")
    with pytest.raises(AgreementError, match="Nothing was corrected"):
        acts.put_back(keeper(), one)
    with pytest.raises(AgreementError, match="Only those who wrote"):
        acts.correct(keeper("analyst"), one, "x", "y")


def test_B_149_a_film_heard_elsewhere_is_linked_with_quotations_and_their_times(visit):
    told = FORM | {"title": "A doctor talks", "type": "talk", "medium": "audio", "text": ""}
    assert visit("/learn/sources/new/", who="secretariat", post=told).goes_to
    at = "/learn/sources/a-doctor-talks/"
    page = visit(at, who=None)
    assert "https://example.org/talk" in page.links
    assert "another site; we never fetch it" in page
    assert "<audio" not in page.html
    assert "<iframe" not in page.html
    post = {"words": "Listen first.", "speaker": "Dr Hart", "at": "12:34"}
    visit(f"{at}quote/", who="secretariat", post=post)
    wrong = visit(f"{at}quote/", who="secretariat", post=post | {"at": "noon"})
    assert wrong.status == 302
    page = visit(at, who=None)
    assert "12:34" in page
    assert "Listen first." in page
    assert Passage.objects.get().at == 754
    assert "12:34" in visit(f"{at}p/1/", who=None)


def test_B_022_codes_on_a_passage_are_shown_beside_it(visit, person_as):
    document = talk_of()
    code = Code.objects.create(slug="trust", type="enabler", name="Trust grows")
    at = datetime.datetime(2026, 3, 2, tzinfo=datetime.UTC)
    passage = document.passages.get(number=2)
    Coding.objects.create(passage=passage, code=code, at=at, by=person_as("analyst"))
    Coding.objects.create(passage=passage, code=code, at=at, fits=False)
    page = visit(AT, who=None)
    assert "Trust grows" in page
    assert "1 disagrees" in page
    Coding.objects.update(removed=True)
    assert "Trust grows" not in visit(AT, who=None)
    code_at = f"/learn/passages/{passage.pk}/code/"
    assert code_at in visit(f"{AT}p/2/", who="secretariat").links
    visit(code_at, who="secretariat", post={"code": "trust", "quote": "", "fits": "yes"})
    assert "Trust grows" in visit(AT, who=None)


def test_names_that_go_by_several_forms_are_brought_together(visit):
    round_table()
    text = "Five Oaks Surgery opened.\n\nLater Five Oaks Family Practice grew. TTH met."
    document = talk_of(text)
    page = visit(AT, who=None)
    assert "Five Oaks Family Practice (organisation)" in page
    told = {"name": "Tiltham Together", "type": "organisation", "others": "", "slips": "TTH"}
    assert visit("/learn/names/new/", who="secretariat", post=told).goes_to == "/learn/names/"
    assert "Likely: Tiltham Together" in visit(AT, who="secretariat")
    again = visit("/learn/names/new/", who="secretariat", post=told)
    assert "That name is there already" in again
    record = Name.objects.get()
    change = told | {"others": "TTH"}
    assert "cannot be right and wrong" in visit(
        f"/learn/names/{record.pk}/", who="secretariat", post=change
    )
    visit(f"/learn/names/{record.pk}/", who="secretariat", post=told | {"slips": ""})
    assert "None that we know of" in visit(AT, who="secretariat")
    assert "Sue Goss" in visit("/learn/names/new/?name=Sue+Goss", who="secretariat").html
    assert "Tiltham Together" in visit("/learn/names.csv")
    visit(f"/learn/names/{record.pk}/forget/", who="secretariat", post={})
    assert "Tiltham Together" not in visit("/learn/names/")
    assert visit("/learn/names/new/", who="secretariat", post=told).goes_to == "/learn/names/"
    assert document.passages.count() == 2


def test_what_is_known_of_a_source_can_be_changed(visit):
    talk_of()
    told = {"medium": "film", "grade": "C", "shared_by": "Warren", "topics": "one\none\ntwo"}
    assert visit(f"{AT}about/", who="secretariat", post=told).goes_to == AT
    source = Source.objects.get()
    assert (source.grade, source.topics, source.medium) == ("C", ["one", "two"], "film")
    assert "one two" in visit(f"{AT}about/", who="secretariat").replace("\n", " ")
    assert visit(f"{AT}about/", who="analyst").status == 404
    with pytest.raises(AgreementError, match="no such grade"):
        acts.describe(keeper(), Document.objects.get(), grade="Z")


def test_a_word_document_is_read_too(visit):
    import docx

    made, held = docx.Document(), io.BytesIO()
    for words in ("Anna: Hello.", "Ben: Yes.", "Anna: Bye."):
        made.add_paragraph(words)
    made.save(held)
    file = SimpleUploadedFile("talk.docx", held.getvalue())
    look = visit("/learn/sources/new/", who="secretariat", post=FORM | {"file": file})
    assert "3 passages and 2 people" in look


def test_the_words_of_a_source_are_taken_out_for_good_when_somebody_asks(visit):
    document = talk_of()
    acts.accept(keeper(), document.passages.get(number=2), "emissions to hospital")
    assert "This cannot be undone" in visit(f"{AT}about/", who="secretariat")
    visit(f"{AT}out/", who="analyst", post={"reason": "Asked"})
    assert Passage.objects.count() == 4
    visit(f"{AT}out/", who="secretariat", post={"reason": "Amira asked us"})
    assert not Passage.objects.exists()
    page = visit(AT, who=None)
    assert "Its words are not kept here." in page
    assert "Amira" not in page
    assert "hospital" not in visit(f"{AT}passages.csv", who="secretariat")
    assert not any("hospital" in f"{s.words}{s.before}{s.after}" for s in Step.objects.all())
    with pytest.raises(AgreementError, match="not kept here"):
        acts.take_words_out(keeper(), document, "again")
