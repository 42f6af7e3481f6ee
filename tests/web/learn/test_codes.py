"""The code frame: shipped from the essay, open to new codes, merged with care."""

import pytest

from tests.web.agree.making import by_of, round_table
from tests.web.learn.making import story_of
from tilth.ground.errors import AgreementError
from tilth.web.agree.models import Step
from tilth.web.agree.standing import Standing
from tilth.web.learn.actions import codes as acts
from tilth.web.learn.actions import coding
from tilth.web.learn.coding import reading
from tilth.web.learn.coding.beginning import begin_codes
from tilth.web.learn.models import Code, Coding

pytestmark = pytest.mark.django_db


@pytest.fixture
def stand(person_as):
    """stand("chair"): how somebody in that role stands; of a partner where one is named."""
    round_table()
    begin_codes()

    def of(role, partner=""):
        name = f"{role}.{partner}" if partner else role
        more = {"partner": partner} if partner else {}
        return Standing.for_by(by_of(person_as(role, email=f"{name}@example.org", **more)))

    return of


def code(slug):
    return Code.objects.get(slug=slug)


def test_B_230_B_026_the_frame_is_written_once_and_shown_to_anybody(stand, visit):
    """B-230, B-026: enablers, barriers, principles, ingredients and conditions, from the essay."""
    before = Step.objects.filter(about__startswith="code:").count()
    Code.objects.filter(slug="e3-trust").update(means="Ours now.")
    begin_codes()
    assert Step.objects.filter(about__startswith="code:").count() == before == Code.objects.count()
    page = visit("/learn/codes/", who=None)
    assert page.headings == ["What helps and what gets in the way"]
    for words in ("Enablers: what helps working together", "Barriers: what gets in the way",
                  "Principles:", "Ingredients:", "Conditions:", "Ours now.",
                  "No story you may read carries it yet"):  # fmt: skip
        assert words in page
    assert "Add a code" not in page
    assert "Add a code" in visit("/learn/codes/", who="partner")


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("e1-what-matters", "Finding out what matters to people, and how that aligns with"),
        ("gm1-strategic-leadership", "strategic leadership enabling collective and integrated"),
        ("gm2-governance", "governance and processes changing to better support person"),
        ("gm3-people-involved", "local people involved and engaged"),
        ("gm4-across-system", "effective work across the system"),
    ],
)
def test_B_175_B_176_B_177_B_232_a_code_has_the_words_it_rests_on(stand, visit, slug, words):
    """B-175, B-176, B-177, B-232: the essay's words and where they stand."""
    page = visit(f"/learn/codes/{slug}/", who=None)
    assert words in page
    assert "Creating the conditions for integration" in page
    assert "paragraph" in page


def test_counts_and_quotes_are_those_this_reader_may_see(stand, visit):
    """AC: no count, quote or feeling tells of a story that its teller did not share."""
    trust, chair = code("e3-trust"), stand("chair")
    public = story_of("Open to all", words="We trusted each other.")
    inside_ = story_of("For us", to=("partnership",), words="CANARY we trusted.")
    draft = story_of("Not sent", to=(), state="draft", words="CANARY nobody.")
    for one in (public, inside_, draft):
        Coding.objects.create(story=one, code=trust, coder="teller", at=one.told, quote="trusted",
                              feeling=f"felt {one.title.lower()}")  # fmt: skip
    page = visit("/learn/codes/e3-trust/", who=None)
    assert "1 story of those you may read." in page
    assert "“trusted” Open to all" in page
    assert "felt open to all: 1 story" in page
    assert "For us" not in page
    assert "felt for us" not in page
    page = visit("/learn/codes/e3-trust/", who="chair")
    assert "2 stories of those you may read." in page
    assert "Not sent" not in page
    assert "1 story with those under it" not in visit("/learn/codes/", who=None)
    assert reading.carriers(chair)[trust.pk] == {public.pk, inside_.pk}
    public.words = "Nothing of that."
    public.save()
    page = visit("/learn/codes/e3-trust/", who=None)
    assert "“trusted”" not in page
    assert "Open to all" in page
    Coding.objects.filter(story=public).update(removed=True)
    assert "No story that you may read carries it yet." in visit("/learn/codes/e3-trust/", who=None)


def test_a_code_counts_what_lies_under_it_once(stand, visit):
    top, below = code("e3-trust"), code("e3-collaboration")
    one, other = story_of("One"), story_of("Other")
    for story, which in ((one, top), (one, below), (other, below)):
        Coding.objects.create(story=story, code=which, coder="teller", at=story.told)
    page = visit("/learn/codes/", who=None)
    assert "2 stories with those under it." in page


def test_B_231_anybody_of_the_partnership_adds_a_code_and_is_shown_its_likes(stand, visit):
    """B-231: the frame is open."""
    sent = {"type": "barrier", "name": "Inflexible ways", "means": "They cannot bend.",
            "group": "", "source": "Workshop, May"}  # fmt: skip
    assert visit("/learn/codes/new/", who="resident").status in (403, 404)
    page = visit("/learn/codes/new/", who="partner", post=sent)
    assert "Look at these first." in page
    assert "Inflexible ways of working" in page
    assert 'value="Inflexible ways"' in page.html
    assert not Code.objects.filter(name="Inflexible ways").exists()
    made = visit("/learn/codes/new/", who="partner", post=sent | {"sure": "on"})
    assert made.goes_to == "/learn/codes/inflexible-ways/"
    page = visit(made.goes_to, who="partner")
    assert "They cannot bend." in page
    assert "It comes from: Workshop, May" in page
    assert "Added" in page
    again = visit("/learn/codes/new/", who="partner", post=sent | {"sure": "on"})
    assert "There is a code of that name already." in again
    wrong = visit("/learn/codes/new/", who="partner", post={"type": "row", "name": ""})
    assert "There is a problem" in wrong
    changed = {"name": "Cannot bend", "means": "Still.", "group": "w1-inflexible"}
    assert visit("/learn/codes/inflexible-ways/change/", who="partner", post=changed).goes_to
    page = visit("/learn/codes/inflexible-ways/", who="director")
    assert "name: Inflexible ways, now Cannot bend" in page
    assert "It lies under Inflexible ways of working" in page
    assert visit("/learn/codes/e3-trust/change/", who="chair").status == 404


def test_B_231_codes_are_merged_with_care_and_taken_out_again(stand, visit):
    """B-231: nothing lost, history kept, undone by another step; codings follow on reading."""
    partner, chair, other = stand("partner", "homes"), stand("chair"), stand("partner", "club")
    told = {"type": "enabler", "means": "People rely on each other."}
    first = acts.add(partner, name="Reliance", **told)
    second = acts.add(partner, name="Counting on others", **told)
    trust = code("e3-trust")
    story = story_of("Counted on", words="We counted on her.")
    coding.put(chair, story, first, quote="counted on her")
    with pytest.raises(AgreementError, match="Only who added it"):
        acts.merge(other, first, trust, "Same")
    with pytest.raises(AgreementError, match="Say why"):
        acts.merge(partner, first, trust, " ")
    with pytest.raises(AgreementError, match="two kinds"):
        acts.merge(partner, first, code("w1-inflexible"), "Same")
    with pytest.raises(AgreementError, match="essay says stays"):
        acts.merge(chair, trust, first, "Same")
    acts.merge(partner, first, second, "The same said twice")
    with pytest.raises(AgreementError, match="itself"):
        acts.merge(partner, second, first, "Round we go")
    with pytest.raises(AgreementError, match="merged itself"):
        acts.merge(chair, acts.add(chair, name="Third", **told), first, "Same")
    page = visit("/learn/codes/counting-on-others/merge/?into=e3-trust", who="chair")
    assert "1 story you may read" in page
    sent = {"into": "e3-trust", "why": "It is trust"}
    assert visit("/learn/codes/counting-on-others/merge/", who="chair", post=sent).goes_to
    assert reading.carriers(chair)[trust.pk] == {story.pk}
    assert reading.final_code(first) == trust
    page = visit("/learn/codes/e3-trust/", who="chair")
    assert "“counted on her”" in page
    assert "Merged into it Counting on others" in page
    assert "It was merged into Trust, collab" in visit("/learn/codes/reliance/", who=None)
    [one] = reading.told_on(story, chair)
    assert (one["code"], one["fits"][0]["under"]) == (trust, "Reliance")
    row = visit("/learn/codes.csv", who="chair")
    assert "counting-on-others" in row
    assert Coding.objects.get(story=story).code == first
    wrong = visit("/learn/codes/counting-on-others/part/", who="chair", post={"why": ""})
    assert "There is a problem" in wrong
    sent = {"why": "Counting on somebody is more than trust"}
    assert visit("/learn/codes/counting-on-others/part/", who="chair", post=sent).goes_to
    assert trust.pk not in reading.carriers(chair)
    second.refresh_from_db()
    assert reading.carriers(chair)[second.pk] == {story.pk}
    acts_ = list(Step.objects.filter(about=second.key).values_list("act", flat=True))
    assert acts_ == ["added", "took in", "merged", "taken out again"]
    page = visit("/learn/codes/counting-on-others/", who="chair")
    assert "It is trust" in page
    assert "Undo taken out" not in page
    assert visit("/learn/codes/e3-trust/merge/", who="chair").status == 404
    assert visit("/learn/codes/reliance/part/", who="director").status == 404


def test_a_code_is_put_under_its_own_kind_and_never_under_itself(stand):
    chair = stand("chair")
    top = acts.add(chair, type="theme", name="Food", means="Eating.")
    below = acts.add(chair, type="theme", name="Soup", means="Soup.", group=top)
    with pytest.raises(AgreementError, match="under itself"):
        acts.reword(chair, top, name="Food", means="Eating.", group=below)
    with pytest.raises(AgreementError, match="another kind"):
        acts.add(chair, type="barrier", name="Row", means="m", group=top)
    with pytest.raises(AgreementError, match="stays as it is"):
        acts.reword(chair, code("e3-trust"), name="T", means="m")
    with pytest.raises(AgreementError, match="no such kind"):
        acts.add(chair, type="row", name="Row", means="m")
    with pytest.raises(AgreementError, match="people of the partnership"):
        acts.add(stand("resident"), type="theme", name="Row", means="m")
    assert acts.add(chair, type="theme", name="Round", means="m").slug == "round-2"


def test_codes_leave_as_files_and_come_back_from_csv(stand, visit, tmp_path):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from tilth.learn.coding.frame import read_frame

    stand("chair")
    path = tmp_path / "codes.toml"
    path.write_text(visit("/learn/codes.toml", who=None).html or "", encoding="utf-8")
    response = visit("/learn/codes.toml", who=None).response
    path.write_bytes(response.content)
    assert len(read_frame(path).code) == Code.objects.count()
    csv = visit("/learn/codes.csv", who="partner").response.content

    def bring(data, who="partner"):
        sent = {"file": SimpleUploadedFile("codes.csv", data)}
        return visit("/learn/codes/import/", who=who, post=sent)

    assert "Every code in it is here already." in bring(csv)
    bad = b"type,name,means,under\nenabelr,Hope,People hope.,\nbarrier,Rain,,Sun\n"
    page = bring(bad)
    assert "Nothing was taken in: 3 faults" in page
    assert "codes.csv line 2, type: this is no kind of code. Did you mean enabler?" in page
    assert "codes.csv line 3, means:" in page
    assert "codes.csv line 3, under: no code above it is called that." in page
    assert not Code.objects.filter(name="Rain").exists()
    assert "there is no column called type" in bring(b"a,b\n1,2\n")
    good = b"type,name,means,under\nbarrier,Weather,It rains.,\nbarrier,Rain,Wet.,weather\n"
    assert bring(good).goes_to == "/learn/codes/"
    assert Code.objects.get(name="Rain").group.name == "Weather"
    assert visit("/learn/codes/import/", who="resident").status in (403, 404)


def test_a_code_that_is_not_there_is_missing(stand, visit):
    stand("chair")
    assert visit("/learn/codes/no-such/", who=None).status == 404
    assert visit("/learn/codes.pdf", who=None).status == 404
