"""Two systems tell each other what everyone may read, and take it back."""

import json

import pytest

from tests.web.learn.making import practice_of, story_of
from tilth.ground.errors import AgreementError, ExtractError
from tilth.learn.federation import envelope
from tilth.web.agree.models import Link, Step
from tilth.web.house.by import By
from tilth.web.learn.actions import sharing
from tilth.web.learn.models import Copy, Practice, Story, System, Transplant, Withdrawal
from tilth.web.learn.sharing.giving import file_of
from tilth.web.learn.sharing.own import own_slug, secret

pytestmark = pytest.mark.django_db
BY = By.command()
THEIRS = b"t" * 32


@pytest.fixture
def place(settings):
    return settings.PLACE


@pytest.fixture
def far(place):
    """Another system that is trusted here."""
    key = envelope.public_key(THEIRS)
    return sharing.trust(BY, place, slug="far-1", name="Far Vale", public_key=key)


def a_file(records=(), withdrawn=(), *, sequence=1, system="far-1", key=THEIRS):
    told = {
        "format": envelope.FORMAT, "system": system, "name": "Far Vale", "sequence": sequence,
        "made": "2026-03-02T12:00:00+00:00", "records": list(records), "withdrawn": list(withdrawn),
    }  # fmt: skip
    return envelope.written(told, key)


def told_by(place):
    return json.loads(file_of(place))


def a_story(number=1, **told):
    return {
        "kind": "story", "uid": f"00000000-0000-4000-8000-{number:012}", "type": "story",
        "title": "The canal walk", "words": "We walked CANARY.", "inquiry": "", "answers": {},
        "strengths": "", "barriers": "", "tellers": [], "sources": [], "layer": "place",
        "conditions": [], "growth": "bud", "on": None, "told": "2026-03-01T10:00:00+00:00", **told,
    }  # fmt: skip


def a_practice(number=2, **told):
    return {
        "kind": "practice", "uid": f"00000000-0000-4000-8000-{number:012}", "title": "Walks",
        "what": "Walk together.", "principles": [], "values": [], "conditions": [], "steps": [],
        "ring": "", "depends": [], "travels": "The walk.", "local": "The canal.",
        "recognised": [], "domains": [], "place": "Far Vale", "layer": "place", "growth": "bloom",
        "speed": "", "depth": "", "sources": [], "visible": "", "began": "2024-05-01",
        "stories": [], **told,
    }  # fmt: skip


def test_our_file_holds_what_everyone_may_read_and_we_told_ourselves(place):
    mine = story_of("Ours", slug="ours")
    story_of("For partners", slug="partners", to=("partnership",))
    story_of("From elsewhere", slug="else", origin="far-1")
    practice = practice_of()
    practice_of("kept-in", open_to="partnership")
    Link.objects.create(one=practice.key, other=mine.key, how="grew from")
    told = told_by(place)
    assert [one["title"] for one in told["records"]] == ["Ours", "matchday moves"]
    assert told["records"][1]["stories"] == [str(mine.uid)]
    assert Copy.objects.get().how == "federation"
    file_of(place)
    assert Copy.objects.count() == 1  # once is enough


def test_a_file_is_taken_in_whole_and_twice_is_the_same(far):
    brought = a_file([a_story(), a_practice(stories=[a_story()["uid"]])])
    assert sharing.take(BY, brought)["new"] == 2
    story, practice = Story.objects.get(), Practice.objects.get()
    assert (story.origin, story.state, story.words) == ("far-1", "published", "We walked CANARY.")
    assert Link.objects.filter(one=practice.key, other=story.key, how="grew from").exists()
    assert sharing.take(BY, brought)["same"] == 2
    assert not Step.objects.filter(after__icontains="CANARY").exists()


@pytest.mark.parametrize("how", ["it is said to be withdrawn", "it is simply there no more"])
def test_CO_what_another_system_takes_back_is_gone_here(far, how):
    sharing.take(BY, a_file([a_story(), a_practice()]))
    back = [a_story()["uid"]] if "withdrawn" in how else []
    assert sharing.take(BY, a_file(withdrawn=back, sequence=2))["gone"] == 2
    story, practice = Story.objects.get(), Practice.objects.get()
    assert (story.state, story.words, story.title) == ("withdrawn", "", "")
    assert (practice.removed, practice.what) == (True, "")
    with pytest.raises(ExtractError, match="newer file"):
        sharing.take(BY, a_file([a_story()], sequence=1))  # an old file brings nothing back
    if back:
        told = a_file([a_story()], withdrawn=back, sequence=3)
        assert sharing.take(BY, told)["changed"] == 0
    sharing.take(BY, a_file([a_story()], sequence=4))  # they share it again
    story.refresh_from_db()
    assert (story.words, story.state) == ("We walked CANARY.", "published")
    assert not Withdrawal.objects.exists()


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda f: f.replace(b"CANARY", b"canary"), "its signature does not fit its content"),
        (lambda f: f[:-40], "it is cut short, or is no JSON"),
        (lambda f: b"\xff" + f, "it is cut short, or is no JSON"),
        (lambda f: b"[]", "it is not a federation file of this kind"),
        (lambda f: f.replace(b'"withdrawn":[]', b'"withdrawm":[]'), "it lacks a part"),
        (lambda f: f.replace(b'"sequence":1', b'"sequence":"1"'), "sequence is not what"),
        (lambda f: a_file([a_story()], key=b"x" * 32), "its signature does not fit its content"),
        (lambda f: a_file([a_story()], system="near-2"), "a system nobody here trusts"),
        (lambda f: a_file([a_story(type="poem")]), "type is not what it should be"),
        (lambda f: a_file([a_story(), a_story()]), "it tells of the same thing twice"),
        (lambda f: a_file([{**a_story(), "state": "x"}]), "state is missing or not known"),
        (lambda f: a_file([{"kind": "story"}]), "no known kind, or has no uid"),
        (lambda f: a_file([a_story(words="a\x00")]), "words is not what it should be"),
        (lambda f: a_file(withdrawn=["7"]), "this is not a uid"),
        (lambda f: a_file([a_practice(began="May 2024")]), "began is not what it should be"),
    ],
)  # fmt: skip
def test_AT_a_file_that_is_not_proven_or_not_sound_is_refused_whole(far, spoil, says):
    with pytest.raises(ExtractError) as refused:
        sharing.take(BY, spoil(a_file([a_story()])), where="far.json")
    assert says in refused.value.what
    assert "CANARY" not in str(refused.value)
    assert not Story.objects.exists()


def test_AC_a_system_cannot_change_or_take_back_what_is_not_its_own(far):
    mine = story_of("Ours", slug="ours", uid=a_story()["uid"])
    sharing.take(BY, a_file([a_story()], withdrawn=[], sequence=1))
    sharing.take(BY, a_file([], withdrawn=[a_story()["uid"]], sequence=2))
    mine.refresh_from_db()
    assert (mine.title, mine.state) == ("Ours", "published")


def test_B_081_a_practice_travels_to_another_system_and_back_with_its_lineage_whole(far, place):
    ours = practice_of(place="Here")
    first = Transplant.objects.create(
        ref="T-001", practice=ours, place="Here too", changed="Earlier in the day"
    )
    told = told_by(place)["records"]
    assert [one["kind"] for one in told] == ["practice", "transplant"]
    planting = told[1] | {
        "uid": "00000000-0000-4000-8000-000000000009", "place": "Far Vale",
        "after": str(first.uid), "changed": "By the canal", "result": "snapped back",
        "lessons": "Ask the lock keepers first.",
    }  # fmt: skip
    assert sharing.take(BY, a_file([planting]))["new"] == 1
    back = Transplant.objects.get(origin="far-1")
    assert (back.practice, back.after, back.result) == (ours, first, "snapped back")
    assert back.ref == "T-002"
    assert len(told_by(place)["records"]) == 2  # what is theirs to tell we do not tell on
    lost = planting | {"practice": "00000000-0000-4000-8000-00000000000a", "uid": a_story(8)["uid"]}
    assert sharing.take(BY, a_file([planting, lost], sequence=2))["waiting"] == 1


def test_a_system_that_is_trusted_no_more_leaves_nothing_behind(far):
    sharing.take(BY, a_file([a_story(), a_practice()]))
    with pytest.raises(AgreementError, match="Say why"):
        sharing.distrust(BY, far, " ")
    assert sharing.distrust(BY, far, "Their key was lost") == 2
    assert not Story.objects.filter(state="published").exists()
    with pytest.raises(ExtractError, match="nobody here trusts"):
        sharing.take(BY, a_file([a_story()], sequence=2))


def test_we_are_not_another_system(place):
    told = {"slug": own_slug(place), "name": "Us", "public_key": envelope.public_key(secret())}
    with pytest.raises(AgreementError, match="this system itself"):
        sharing.trust(BY, place, **told)
    assert not System.objects.exists()


def test_the_chair_trusts_a_system_takes_in_its_file_and_others_cannot(visit, place):
    from django.core.files.uploadedfile import SimpleUploadedFile

    key = envelope.public_key(THEIRS)
    told = {"slug": "far-1", "name": "Far Vale", "public_key": key, "url": ""}
    assert visit("/learn/sharing/trust/", who="partner", post=told).status == 404
    assert "Copy the whole key" in visit(
        "/learn/sharing/trust/", who="chair", post=told | {"public_key": "abc"}
    )
    visit("/learn/sharing/trust/", who="chair", post=told)
    assert envelope.fingerprint(key) in visit("/learn/sharing/", who="director")
    page = visit("/learn/sharing/take/", who="chair", post={})
    assert "A federation file" in page
    sent = {"file": SimpleUploadedFile("far.json", a_file([a_story()])[:-9])}
    assert "it is cut short" in visit("/learn/sharing/take/", who="chair", post=sent)
    sent = {"file": SimpleUploadedFile("far.json", a_file([a_story()]))}
    visit("/learn/sharing/take/", who="chair", post=sent)
    assert "1 story, 0 practices" in visit("/learn/sharing/", who="chair")
    visit("/learn/sharing/far-1/stop/", who="chair", post={"words": "Their key was lost"})
    assert "Not trusted any more" in visit("/learn/sharing/", who="chair")


def test_our_file_is_open_to_anyone_and_proves_itself(visit, place):
    story_of("Ours", slug="ours")
    content = visit("/learn/sharing/federation.json", who=None)
    keys = {own_slug(place): envelope.public_key(secret())}
    assert envelope.read(content.encode(), keys)["records"][0]["title"] == "Ours"


def test_the_feed_gives_titles_and_addresses_and_no_words(client):
    story_of("Ours", slug="ours", words="CANARY")
    story_of("For partners", slug="partners", to=("partnership",))
    feed = client.get("/learn/feed.atom").content.decode()
    assert "Ours" in feed
    assert "/learn/stories/ours/" in feed
    assert "CANARY" not in feed
    assert "For partners" not in feed


def test_a_briefing_tells_what_failed_as_openly_as_what_grew(visit):
    practice = practice_of("walks", "Walks by the canal", travels="The walk itself")
    Transplant.objects.create(
        ref="T-001", practice=practice, place="Stonebeck", changed="Winter", result="failed",
        lessons="Nobody came in the dark.",
    )  # fmt: skip
    page = visit("/learn/briefing/", who=None)
    assert "Walks by the canal" in page
    assert "The walk itself" in page
    assert "Nobody came in the dark." in page
    assert "There is no theme of that name" in visit("/learn/briefing/?theme=zzz", who=None)
