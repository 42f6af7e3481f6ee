"""What is worked out once is kept for its release and definitions, and for nothing else."""

import threading
from types import SimpleNamespace

import pytest

from tilth.store.whole import alone
from tilth.web.house import kept as module
from tilth.web.house.kept import kept, later, there


@pytest.fixture
def place(tmp_path):
    (tmp_path / "place.toml").write_text('[place]\nname = "T"\ncode = "T"\n')
    module.forget()
    return SimpleNamespace(
        folder=tmp_path,
        store_folder=tmp_path / "store",
        geography_folder=tmp_path / "geography",
        closed={},
    )


def counting(found=None):
    """A maker that counts how often it was asked."""
    asked = []

    def make():
        asked.append(1)
        return {"said": found or f"made {len(asked)}"}

    return make, asked


def test_the_same_question_of_the_same_release_is_worked_out_once(place):
    make, asked = counting()
    first = kept(place, "r1", "figure", make, area="A")
    assert kept(place, "r1", "figure", make, area="A") == first
    kept(place, "r1", "figure", make, area="B")
    kept(place, "r2", "figure", make, area="A")
    assert len(asked) == 3


def test_it_is_kept_for_the_next_process_too(place):
    make, asked = counting()
    first = kept(place, "r1", "figure", make)
    module.forget()
    assert kept(place, "r1", "figure", make) == first
    assert len(asked) == 1


def test_a_changed_definition_or_place_is_worked_out_anew(place):
    make, asked = counting()
    kept(place, "r1", "figure", make)
    own = place.folder / "definitions" / "indicators"
    own.mkdir(parents=True)
    (own / "ours.toml").write_text("title = 'x'")
    kept(place, "r1", "figure", make)
    assert len(asked) == 2


def test_deleting_what_is_kept_or_a_torn_file_changes_nothing_but_the_wait(place):
    make, asked = counting("the same")
    first = kept(place, "r1", "figure", make)
    (file,) = (place.store_folder / "kept").rglob("*.json")
    file.write_text('{"said": "the sa')
    module.forget()
    assert kept(place, "r1", "figure", make) == first
    assert len(asked) == 2


def test_only_the_last_two_releases_are_kept(place):
    make, _ = counting()
    for release in ("r1", "r2", "r3", "r4"):
        kept(place, release, "figure", make)
    names = [f.name[:2] for f in (place.store_folder / "kept").iterdir()]
    assert sorted(names) == ["r3", "r4"]


def test_memory_holds_so_many_pieces_and_no_more(place, monkeypatch):
    monkeypatch.setattr(module, "MOST", 2)
    make, asked = counting("x")
    for area in "ABC":
        kept(place, "r1", "figure", make, area=area)
    assert len(module._held) == 2
    kept(place, "r1", "figure", make, area="A")
    assert len(asked) == 3  # A was read from disk


def test_two_who_ask_at_once_wait_for_one_answer(place):
    go, asked, answers = threading.Event(), [], []

    def make():
        asked.append(1)
        go.wait(5)
        return "done"

    def ask():
        answers.append(kept(place, "r1", "slow", make))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for one in threads:
        one.start()
    go.set()
    for one in threads:
        one.join()
    assert answers == ["done"] * 4
    assert len(asked) == 1
    assert not list(place.store_folder.rglob(".*")), "nothing is left of its making"


def test_what_fails_is_not_kept(place):
    def fail():
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        kept(place, "r1", "figure", fail)
    assert kept(place, "r1", "figure", lambda: 1) == 1


def test_AC_what_was_kept_while_a_source_was_open_is_not_read_once_it_closes(place):
    assert kept(place, "r1", "figure", lambda: 12) == 12
    place.closed = {"leisure": "closed: the agreement lapsed"}
    assert kept(place, "r1", "figure", lambda: "closed") == "closed"
    module.forget()
    assert kept(place, "r1", "figure", lambda: "never asked") == "closed"
    place.closed = {}
    assert kept(place, "r1", "figure", lambda: "never asked") == 12


def test_what_takes_long_is_worked_out_behind_and_found_by_the_next(place, monkeypatch):
    monkeypatch.setattr(module, "PATIENCE", 0.05)
    go, asked = threading.Event(), []

    def make():
        asked.append(1)
        go.wait(120)
        return "done"

    assert there(place, "r1", "slow", make) is None
    assert asked == []
    assert later(place, "r1", "slow", make) is None
    assert later(place, "r1", "slow", make) is None, "it is at work already"
    behind = next(one for one in threading.enumerate() if one.name == "kept-slow")
    go.set()
    behind.join()
    assert later(place, "r1", "slow", make) == there(place, "r1", "slow", make) == "done"
    assert len(asked) == 1


def test_a_page_waits_once_for_all_its_pieces(place, monkeypatch):
    go = threading.Event()
    monkeypatch.setattr(module, "PATIENCE", 0.05)
    until = module.soon()
    for piece in ("one", "two"):
        assert later(place, "r1", piece, lambda: go.wait(120), until=until) is None
    monkeypatch.setattr(module, "PATIENCE", 120)
    assert later(place, "r1", "three", lambda: go.wait(120), until=until) is None, "it is over"
    go.set()
    for one in threading.enumerate():
        if one.name.startswith("kept-"):
            one.join()
    assert [there(place, "r1", piece, None) for piece in ("one", "two", "three")] == [True] * 3


def test_what_another_process_works_out_is_not_worked_out_here_too(place, monkeypatch):
    """A page tells that it is late; and reads it once it is there, whoever is still at it here."""
    monkeypatch.setattr(module, "PATIENCE", 0.05)
    age, name, _ = module._named(place, "r1", "slow", {})
    folder = place.store_folder / "kept" / age
    folder.mkdir(parents=True)
    never = counting()[0]
    with alone(module._mark(folder, name)):
        assert later(place, "r1", "slow", never) is None
        assert not [one for one in threading.enumerate() if one.name == "kept-slow"]
        (folder / f"{name}.json").write_text('"done there"')
        assert later(place, "r1", "slow", never) == "done there"
        module.forget()
        assert kept(place, "r1", "slow", never) == "done there", "it waits for nobody"


def test_what_a_process_that_died_had_begun_is_begun_again(place):
    age, name, _ = module._named(place, "r1", "slow", {})
    folder = place.store_folder / "kept" / age
    folder.mkdir(parents=True)
    module._mark(folder, name).touch()
    assert later(place, "r1", "slow", lambda: "done") == "done"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_what_fails_behind_a_page_fails_where_it_is_seen(place):
    with pytest.raises(ZeroDivisionError):
        later(place, "r1", "figure", lambda: 1 / 0)


def test_AT_many_pages_opened_at_once_are_worked_out_a_few_at_a_time(place, monkeypatch):
    monkeypatch.setattr(module, "PATIENCE", 0)
    go, guard, at_work, most = threading.Event(), threading.Lock(), [], []

    def make():
        with guard:
            at_work.append(1)
            most.append(len(at_work))
        go.wait(120)
        with guard:
            at_work.pop()
        return "done"

    for area in range(8):
        assert later(place, "r1", "many", make, area=area) is None
        assert later(place, "r1", "many", make, area=area) is None, "it waits for its turn already"
    threads = [one for one in threading.enumerate() if one.name == "kept-many"]
    assert len(threads) <= 8
    go.set()
    for one in threads:
        one.join()
    assert max(most) <= module.AT_ONCE
    assert len(most) == 8
