"""The proof: the two founding documents brought in, coded, claimed, put right; from end to end."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.learn.sources.founding import founding
from tests.web.agree.making import round_table
from tilth.learn.sources.reading import read
from tilth.web.agree.standing import Standing
from tilth.web.house.by import By
from tilth.web.learn.actions import claims as claiming
from tilth.web.learn.actions import sources
from tilth.web.learn.models import Claim, Code, Coding, Passage

pytestmark = pytest.mark.django_db
TALK, ESSAY = "How important is integration at place level?", "Creating the conditions"
WHO = {"Matthew": "Matthew Taylor", "Stephanie": "Stephanie Cartwright",
       "Tracey": "Tracey Bleakley", "Presenter": "Presenter"}  # fmt: skip
FORM = {"medium": "audio", "visible": "public", "agreed": "on", "shared_by": "", "licence": ""}
CODED = ((176, "what-matters"), (177, "all-layers"), (178, "trust"), (179, "honesty"),
         (180, "curiosity"), (181, "subsidiarity"), (189, "inflexible"), (190, "split"),
         (191, "not-equals"), (192, "old-power"), (193, "targets"), (194, "national"))  # fmt: skip
AT = datetime.datetime(2026, 3, 2, tzinfo=datetime.UTC)


def standing():
    return Standing.for_by(By("a", "secretariat"))


def test_P_008_B_022_the_talk_is_imported_its_speakers_known_and_its_slips_put_right(visit):
    data, name = founding("podcast")
    form = FORM | {"title": TALK, "type": "talk", "on": "2024-11-27"}
    look = visit("/learn/sources/new/", who="secretariat",
                 post=form | {"file": SimpleUploadedFile(name, data)})  # fmt: skip
    assert "99 passages and 4 people who speak" in look
    assert "Stephanie: 11 turns, 41 passages" in look
    people = {}
    for n, (said, full) in enumerate(WHO.items()):
        people |= {f"said-{n}": said, f"name-{n}": full}
    text = data.decode("utf-8")
    kept = visit("/learn/sources/new/", who="secretariat",
                 post=form | people | {"text": text, "form": "text", "keep": "1"})  # fmt: skip
    at = kept.goes_to
    page = visit(at, who=None)
    assert page.headings == [TALK]
    assert Passage.objects.count() == 99
    spoken = {full: Passage.objects.filter(speaker=full).count() for full in WHO.values()}
    assert list(spoken.values()) == [33, 41, 13, 1]
    # its claims stand against its passages, each with how a place could test it
    assert Claim.objects.count() == 14
    said = {one.slug: one.said_in.line for one in Claim.objects.exclude(said_in=None)}
    assert said == {
        "place-is-the-best-level": 33,
        "more-together-than-in-silos": 41,
        "many-in-hospital-need-not-be": 73,
        "many-domains-together": 111,
        "deprivation-beside-affluence": 125,
        "social-value-of-a-pound": 129,
    }
    claim = visit("/learn/claims/many-in-hospital-need-not-be/", who=None)
    assert "Stephanie Cartwright" in claim
    assert "line 73" in claim
    # slips are put right one by one, and what it said when it came is kept
    slips = visit(at, who="secretariat")
    for said, meant in (("emissions to hospital", "admissions"),
                        ("straighten community services", "strengthen")):  # fmt: skip
        assert meant in slips
        visit(f"{at}slips/accept/", who="secretariat", post={"number": "24", "said": said})
    one = Passage.objects.get(number=24)
    assert "unnecessary admissions to hospital" in one.words
    assert "strengthen community services" in one.words
    assert "unnecessary emissions to hospital" in one.original
    assert Claim.objects.get(slug="place-is-the-best-level").said_in.number == 17


def test_B_022_P_073_the_essay_is_coded_passage_by_passage_and_its_claims_tested(visit):
    round_table()
    data, name = founding("essay")
    essay = sources.bring_in(standing(), passages=read(data, name).passages, title=ESSAY,
                             type="article", authors="Sam Keighley and Hayley Lever",
                             visible="public", on=datetime.date(2020, 12, 1))  # fmt: skip
    assert claiming.founding_here(essay)
    claiming.write_founding(standing())
    assert Claim.objects.exclude(said_in=None).count() == 8
    for line, slug in CODED:
        kind = "enabler" if line < 182 else "barrier"
        code, _ = Code.objects.get_or_create(slug=slug, defaults={"type": kind, "name": slug})
        passage = essay.passages.get(line=line)
        Coding.objects.create(passage=passage, code=code, at=AT, quote=passage.words[:40])
    page = visit(f"/learn/sources/{essay.slug}/", who=None)
    for _, slug in CODED:
        assert f'href="/learn/codes/{slug}/"' in page.html
    assert "Sue Goss (person): Sue Goss in passage 15" in page
    assert "Sue Moss (a wrong form) in passage 84" in page
    passage = essay.passages.get(line=152)
    sources.accept(standing(), passage, "Sue Moss")
    passage.refresh_from_db()
    assert "Sue Goss describes" in passage.words
    assert "Sue Moss describes" in passage.original
    claim = Claim.objects.get(slug="targets-cause-gaming")
    claiming.bear(standing(), claim, about=essay.key, how="supports", grade="D",
                  words="Two leaders say so from their work.")  # fmt: skip
    page = visit("/learn/claims/targets-cause-gaming/", who=None)
    assert "Grade D: somebody's experience or opinion." in page
    assert "What contradicts it Nothing is listed." in page
