"""Who agreed to how a place is set: a change nobody agreed to is told, and cannot be hidden."""

import io
import shutil
from types import SimpleNamespace

import pytest

from tests.web.agree.making import DAY, board_of, decision_of, signed
from tilth.ground.configured import changes, fingerprint
from tilth.ground.errors import AgreementError
from tilth.ground.place import Place
from tilth.web.agree.actions import configured as acts
from tilth.web.agree.configured import told
from tilth.web.agree.models import Step


@pytest.fixture
def place(settings, tmp_path):
    """The place of these tests, copied so that its settings can be changed."""
    folder = tmp_path / "place"
    left_out = shutil.ignore_patterns("store", "incoming")
    shutil.copytree(settings.PLACE.folder, folder, ignore=left_out)
    settings.PLACE = Place.open(folder)
    return settings.PLACE


@pytest.fixture
def carried(table):
    """A decision that was carried."""
    return decision_of(board_of(), table["charities"], stage="closed", outcome="carried",
                       closed=DAY)  # fmt: skip


def change(place, words="# another word\n"):
    path = place.folder / "place.toml"
    path.write_text(path.read_text() + words)


def test_P_095_the_settings_agreed_in_a_decision_are_known_again(place, carried, stands):
    assert told(place).words == "Nobody has agreed yet to how this place is set."
    step = acts.agree_settings(stands("", "chair"), carried, place, "As we have it.", on=DAY)
    assert set(step.after["settings"]) >= {"place.toml", "definitions/extracts/scratch_stays.toml"}
    found = told(place)
    assert found.sound
    assert f"as they were agreed in {carried.ref}" in found.words


def test_P_095_a_change_nobody_agreed_to_is_told_to_everyone_until_it_is_agreed(
    place, carried, stands, visit
):
    acts.agree_settings(stands("", "chair"), carried, place, "As we have it.", on=DAY)
    change(place)
    (place.folder / "definitions" / "extracts" / "scratch_stays.toml").unlink()
    (place.folder / "definitions" / "ours").mkdir()
    (place.folder / "definitions" / "ours" / "own.toml").write_text("x = 1\n")
    for who, at in (("administrator", "/manage/"), ("partner", "/agree/settings/")):
        page = visit(at, who=who)
        assert "The settings changed since they were agreed in" in page
        assert "place.toml is changed" in page
        assert "scratch_stays.toml is gone" in page
        assert "own.toml is new" in page
    acts.agree_settings(stands("", "secretariat"), carried, place, "The new ones.", on=DAY)
    assert told(place).sound
    assert Step.objects.filter(act=acts.AGREED).count() == 2


def test_P_095_nobody_who_only_keeps_the_system_running_agrees_for_the_partners(
    place, carried, stands, visit, table
):
    """AC: an administrator, an analyst or one partner alone cannot."""
    for who in ("administrator", "analyst", "partner", "director"):
        with pytest.raises(AgreementError, match="chair or the secretariat"):
            acts.agree_settings(stands("council", who), carried, place, "Fine.", on=DAY)
    sent = {"record": carried.key, "words": "Fine."}
    assert visit("/agree/settings/", who="administrator", post=sent).status == 404
    assert not Step.objects.filter(act=acts.AGREED).exists()


@pytest.mark.parametrize("outcome", ["not carried", ""])
def test_P_095_settings_rest_only_on_what_was_carried_or_is_in_force(place, table, stands, outcome):
    stage = "closed" if outcome else "questions"
    decision = decision_of(board_of(), table["club"], stage=stage, outcome=outcome)
    chair = stands("", "chair")
    with pytest.raises(AgreementError, match="rest on a decision that was carried"):
        acts.agree_settings(chair, decision, place, "Fine.", on=DAY)
    version = signed(board_of("Other board"), table)
    acts.agree_settings(chair, version, place, "As signed.", on=DAY)
    assert "as they were agreed in" in told(place).words
    with pytest.raises(AgreementError, match="Say what was agreed"):
        acts.agree_settings(chair, version, place, "  ", on=DAY)


def test_the_page_writes_it_down_and_lists_every_time_it_was(place, carried, visit):
    page = visit("/agree/settings/", who="chair")
    assert carried.title in page
    sent = {"record": carried.key, "words": "Hide under eight."}
    assert visit("/agree/settings/", who="chair", post=sent).goes_to == "/agree/settings/"
    page = visit("/agree/settings/", who="partner")
    assert "Hide under eight." in page
    assert "Write it down" not in page
    odd = {"record": "decision:D-999", "words": "x"}
    assert "Select a valid choice" in visit("/agree/settings/", who="chair", post=odd)


def test_P_095_doctor_asks_the_records_and_tells_of_a_change_nobody_agreed_to(
    place, carried, stands, monkeypatch
):
    """It ends with 5, not allowed, and says where to agree."""
    from django.core.management import call_command

    from tilth.cli import closed, doctor

    def asked(command, **more):
        out = io.StringIO()
        call_command(command[-1], stdout=out)
        return SimpleNamespace(returncode=0, stdout=out.getvalue())

    monkeypatch.setattr(closed, "subprocess", SimpleNamespace(run=asked))
    monkeypatch.setenv("TILTH_DATABASE_URL", "these records")
    assert doctor._settings(place) == "Nobody has agreed yet to how this place is set."
    acts.agree_settings(stands("", "chair"), carried, place, "As we have it.", on=DAY)
    assert "as they were agreed" in doctor._settings(place)
    change(place)
    with pytest.raises(AgreementError, match=r"place\.toml is changed") as refused:
        doctor._settings(place)
    assert refused.value.exit_code == 5
    assert "/agree/settings/" in refused.value.remedy


def test_without_records_doctor_says_that_nothing_tells_who_agreed(place, monkeypatch):
    from tilth.cli import doctor

    monkeypatch.delenv("TILTH_DATABASE_URL", raising=False)
    assert doctor._settings(place) == "nothing says yet who agreed to them"


def test_a_fingerprint_holds_what_a_place_agrees_to_and_no_data(place):
    (place.folder / "incoming").mkdir()
    (place.folder / "incoming" / "x.csv").write_text("1")
    before = fingerprint(place)
    assert all(name.endswith(".toml") for name in before)
    change(place)
    assert changes(before, fingerprint(place)) == [("place.toml", "changed")]
    assert changes(before, before) == []
