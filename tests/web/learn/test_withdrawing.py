"""Taking back what was told: no more steps than telling it, and nothing of it stays anywhere."""

import datetime
import re

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from tests.web.agree.making import by_of
from tests.web.learn.leaving import found_on, in_files, plain
from tests.web.reader import Page
from tilth.web.agree.models import Step
from tilth.web.agree.standing import Standing
from tilth.web.house.models import AuditEntry
from tilth.web.learn.actions import moderating, telling
from tilth.web.learn.models import (
    Bearing,
    Claim,
    Code,
    Coding,
    Comment,
    Copy,
    Edition,
    Indexed,
    Medium,
    Passage,
    Story,
    Thread,
    Withdrawal,
)
from tilth.web.learn.telling.teller import TELLER

CANARY, BESIDE = "zebrafinchgold", "kestrelhut"
WAV = b"RIFF" + (36 + len(CANARY)).to_bytes(4, "little") + b"WAVEdata" + len(CANARY).to_bytes(
    4, "little"
) + CANARY.encode()  # fmt: skip


def told_by_a_stranger(client):
    """A story with the canary in every field, sent without an account; gives it and its words."""
    told = {
        "type": "story", "words": f"We saw a {CANARY} by the {BESIDE}", "title": CANARY,
        "strengths": CANARY, "barriers": CANARY, "tellers": f"{CANARY}, {CANARY}",
        "helped_by": CANARY, "q_notice": CANARY, "source_0_name": CANARY, "source_0_url": f"https://{CANARY}.org/",
        "for_": ["worker", "partnership", "everyone", "national"],
    }  # fmt: skip
    look = client.post("/tell/", told)
    slug = look["Location"].split("/")[2]
    sound = SimpleUploadedFile("a.wav", WAV)
    client.post(f"/tell/{slug}/media/", {
        "file": sound, "caption": CANARY, "transcript": CANARY, "credit": CANARY, "alt": CANARY,
        "licence": "CC0", "people_agreed": "on",
    })  # fmt: skip
    sent = Page(client.post(f"/tell/{slug}/send/"))
    return Story.objects.get(slug=slug), re.search(r'code__words">([^<]*)<', sent.html)[1]


def made_of_it(story, chair, code):
    """What others made of it: published, changed, coded, quoted, talked about, copied."""
    client_words = {"words": f"Before it was a {CANARY}"}
    Edition.objects.create(story=story, told=client_words, why=CANARY, at=timezone.now())
    standing = Standing.for_by(by_of(chair, "chair"))
    story.refresh_from_db()
    Story.objects.filter(pk=story.pk).update(
        type="offer", until=timezone.localdate() + datetime.timedelta(days=9), reach=CANARY,
        reach_shown=True,
    )  # fmt: skip
    moderating.publish(standing, story, story.seen)
    telling.change(TELLER, story, {"words": f"Told anew: {CANARY}", "reach": f"By {CANARY}"})
    passage = Passage.objects.create(story=story, number=1, speaker=CANARY, words=CANARY)
    now = timezone.now()
    Coding.objects.create(story=story, code=code, quote=CANARY, by=chair, at=now)
    Coding.objects.create(passage=passage, code=code, quote=CANARY, feeling=CANARY, at=now)
    claim = Claim.objects.create(slug="claim-c", words=f"That {CANARY}s help", said_in=passage)
    Bearing.objects.create(claim=claim, about=story.key, how="supports", words=CANARY, at=now)
    Thread.objects.create(about=story.key, rules=CANARY)
    Comment.objects.create(about=story.key, words=f"Dear {CANARY}", name=CANARY, state="published",
                           looked=True, at=now)  # fmt: skip
    for how, to in (("file", "a spreadsheet"), ("federation", "Greenmarch"), ("feed", "a reader")):
        Copy.objects.create(story=story, how=how, to=to, at=now)


def in_records():
    """All the bytes of the records on SQLite; on PostgreSQL, every row of every table as text."""
    if connection.vendor == "sqlite":
        return connection.connection.serialize()
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'select t::text from "{table}" t')
            rows += [row[0] for row in cursor.fetchall()]
    return "\n".join(rows).encode()


@pytest.fixture
def code(db):
    return Code.objects.update_or_create(
        slug="trust", defaults={"type": "enabler", "name": "Trust"}
    )[0]


@pytest.mark.django_db(transaction=True)
def test_CO_a_withdrawn_story_is_nowhere_from_the_moment_it_is_taken_back(client, person_as, code):
    """CO_ section 6: page, search, API, feeds, counts, quotes, exports, files and records."""
    story, code_words = told_by_a_stranger(client)
    chair, medium = person_as("chair"), Medium.objects.get()
    made_of_it(story, chair, code)
    named = {"slug": story.slug, "uid": story.uid, "word": BESIDE, "inquiry": story.inquiry,
             "code": code.slug, "file": medium.file}  # fmt: skip
    client.cookies.clear()
    for at in (f"/learn/stories/{story.slug}/", f"/learn/search/?q={BESIDE}",
               f"/tell/media/{medium.file}", f"/learn/inquiries/{story.inquiry}/answers.xlsx",
               "/learn/stories/", "/learn/offers/",
               f"/tell/?about=story:{story.slug}"):  # fmt: skip
        assert CANARY.encode() in plain(client.get(at)), at
    assert CANARY.encode() in in_records()
    assert in_files(settings.PLACE.store_folder, CANARY)

    asked = {"story": story.slug, "code": code_words, "back": "1"}
    gone = Page(client.post("/tell/again/", asked))
    assert "It is taken back" in gone.headings
    assert "a spreadsheet" in gone
    assert re.search(r"\d copies that follow it are called back", gone)

    client.cookies.clear()
    for who in (None, chair):
        if who is not None:
            client.force_login(who)
        after, seen = found_on(client, named, CANARY)
        assert after == []
        assert len(seen) > 20
        assert f"/learn/stories/{story.slug}/" not in seen
    assert CANARY.encode() not in in_records()
    assert in_files(settings.PLACE.store_folder, CANARY) == []
    assert CANARY not in str(list(Step.objects.values()) + list(AuditEntry.objects.values()))


@pytest.mark.django_db(transaction=True)
def test_what_is_left_of_a_withdrawn_story_says_that_there_was_one(client, person_as, code):
    story, code_words = told_by_a_stranger(client)
    made_of_it(story, person_as("chair"), code)
    client.post(f"/tell/{story.slug}/back/")
    story.refresh_from_db()
    left = {f.name for f in Story._meta.concrete_fields if getattr(story, f.attname)}
    assert left == {"id", "slug", "uid", "type", "layer", "state", "told", "withdrawn", "seen"}
    assert Withdrawal.objects.get().uid == story.uid
    for kind in (Edition, Medium, Passage, Coding, Bearing, Thread, Indexed):
        assert not kind.objects.exists(), kind
    assert set(Comment.objects.values_list("state", "words", "name")) == {("withdrawn", "", "")}
    assert set(Copy.objects.filter(recalled=None).values_list("how", flat=True)) == {"file"}
    again = client.post("/tell/again/", {"story": story.slug, "code": code_words})
    assert "do not belong together" in again.content.decode()


@pytest.mark.django_db
def test_CO_taking_back_takes_no_more_steps_than_giving(client, visit, person_as):
    """Pages and presses are counted: without an account, with one, and for a quick entry."""

    class Counted:
        def __init__(self):
            self.steps = 0

        def go(self, at, **told):
            self.steps += 1
            return Page(client.post(at, told) if told else client.get(at))

    giving = Counted()
    giving.go("/tell/")
    at = giving.go("/tell/", type="story", words="A story").goes_to
    giving.steps -= 1  # where a press leads to is the same step
    page = giving.go(at)
    sent = giving.go(at.replace("look", "send"), now="1")
    words, slug = re.search(r'code__words">([^<]*)<', sent.html)[1], at.split("/")[2]
    assert "Send it" in page or "Keep it for me" in page
    client.cookies.clear()
    taking = Counted()
    taking.go(f"/tell/again/?story={slug}")
    gone = taking.go("/tell/again/", story=slug, code=words, back="1")
    assert "It is taken back" in gone
    assert taking.steps <= giving.steps
    assert taking.steps == 2

    quick = Counted()
    quick.go("/tell/quick/?type=idea")
    quick.go("/tell/quick/", type="idea", words="Buses")
    slug = Story.objects.latest("pk").slug
    taking = Counted()
    listed = taking.go("/tell/mine/")
    assert f'action="/tell/{slug}/back/"' in listed.html
    assert "It is taken back" in taking.go(f"/tell/{slug}/back/", now="1")
    assert taking.steps <= quick.steps


@pytest.mark.django_db
def test_a_draft_can_be_thrown_away_where_it_is_looked_at(client):
    at = client.post("/tell/", {"type": "story", "words": CANARY})["Location"]
    page = Page(client.get(at))
    assert "Changed your mind?" in page
    client.post(at.replace("look", "back"))
    assert client.get(at).status_code == 404
    assert Story.objects.get().words == ""
