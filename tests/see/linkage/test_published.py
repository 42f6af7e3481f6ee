"""tilth see link and see review on a release: shown, compared with the truth, decided."""

import json
from types import SimpleNamespace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.see.linkage.people import ASHA, KEY, write
from tilth.cli import see_link
from tilth.cli.main import main
from tilth.ground.errors import StoreError, UsageError
from tilth.see.linkage import link, published
from tilth.store.ledger import Ledger

PLACE = '[place]\nname = "Greenmarch"\ncode = "X00000001"\nsynthetic = true\nas_of = 2026-05-14\n'


def records():
    """Two sure pairs, and one that shares only a name and a place."""
    sure = [{**ASHA, "local_id": "1"}, {**ASHA, "source": "club", "local_id": "1"}]
    other = {"first_name": "Bo", "surname": "Lee", "postcode": "M1 1AE", "source": "club"}
    return [*sure, {**other, "local_id": "2"}, {**other, "local_id": "3", "source": "housing"}]


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A place with a linkage behind its release, without the rest of a build."""
    (tmp_path / "place.toml").write_text(PLACE)
    stages = tmp_path / "store" / "stages"
    (stages / "identity" / "k").mkdir(parents=True)
    path = write(stages / "identity" / "k", records())
    done = link(path, stages / "link" / "k", key=KEY)
    rows = {"record_l": [3], "record_r": [4], "probability": [0.75], "why": ["same: surname"]}
    pq.write_table(pa.table(rows), stages / "link" / "k" / "review.parquet")
    files = {
        "lineage.json": {"stages": {"link": [{"key": "k"}], "identity": [{"key": "k"}]}},
        "quality.json": {
            **done.quality,
            "by": {"sex": [small_group()]},
            "gap_named": {"sex": gap(2.5), "age": gap(None)},
        },
    }
    release = SimpleNamespace(name="abc", manifest={"synthetic": True})
    monkeypatch.setattr(published, "open_release", lambda place: release)
    monkeypatch.setattr(published, "read_json", lambda release, file: files[file])
    return tmp_path


def small_group():
    figures = {key: {"value": 1, "lower": 0, "upper": 1} for key in ("precision", "recall", "f1")}
    return {"group": "female", "pairs": 3, "right": 3, "wrong": 0, "missed": 0, **figures}


def gap(points):
    told = {"points": points, "lower": 1.1, "upper": 3.9, "best": "male", "worst": "female"}
    return {"groups": 2, "precision": None, "recall": told if points else None}


def said(capsys, *words):
    code = main(["see", *map(str, words)])
    return code, capsys.readouterr()


def test_CS_the_linkage_shown_says_its_quality_and_its_gap(place, capsys):
    code, told = said(capsys, "link", "--place", place)
    assert code == 0
    assert "SYNTHETIC" in told.out
    assert "4 records are" in told.out
    assert "2.5 points (1.1 to 3.9), ABOVE the goal of 1." in told.out
    assert "Widest gap by sex, found (male over female; groups of 100 pairs or more)" in told.out
    assert "Gap by age: not known" in told.out


def test_DC_a_small_group_s_quality_is_withheld(place, capsys):
    _, told = said(capsys, "link", "--place", place, "--json")
    group = json.loads(told.out)["by"]["sex"][0]
    assert group["pairs"] == "*"
    assert {v for k, v in group.items() if k not in ("group", "pairs")} == {None}


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_release_is_compared_with_the_truth(place, capsys, form):
    truth = {"source": ["gp", "club", "club"], "local_id": ["1", "1", "2"], "person": [7, 7, 8]}
    path = place / f"truth.{form}"
    if form == "parquet":
        pq.write_table(pa.table(truth), path)
    else:
        lines = [",".join(map(str, row)) for row in zip(*truth.values(), strict=True)]
        path.write_text("\n".join(["source,local_id,person", *lines]) + "\n")
    _, told = said(capsys, "link", "--place", place, "--truth", path, "--json")
    found = json.loads(told.out)["truth"]
    assert (found["records"], found["records_without_truth"]) == (3, 1)
    assert (found["right"], found["wrong"], found["missed"]) == (1, 0, 0)


def test_a_truth_of_records_is_read_too(place, capsys):
    pq.write_table(pa.table({"record": [1, 2], "person": ["a", "b"]}), place / "t.parquet")
    _, told = said(capsys, "link", "--place", place, "--truth", place / "t.parquet", "--json")
    assert json.loads(told.out)["truth"]["wrong"] == 1


def test_a_truth_that_says_nothing_is_refused(place, capsys):
    pq.write_table(pa.table({"record": [1]}), place / "t.parquet")
    code, told = said(capsys, "link", "--place", place, "--truth", place / "t.parquet")
    assert (code, "truly who" in told.err) == (2, True)
    code, told = said(capsys, "link", "--place", place, "--truth", place / "no.csv")
    assert (code, "no such file" in told.err) == (2, True)


def test_options_of_files_need_a_file(place, capsys):
    code, told = said(capsys, "link", "--place", place, "--out", "x.csv")
    assert (code, "go with a FILE" in told.err) == (2, True)


def test_a_pair_is_listed_decided_and_listed_no_more(place, capsys):
    _, told = said(capsys, "review", "--place", place, "--json")
    (pair,) = json.loads(told.out)["pairs"]
    assert pair["why"] == "same: surname"
    code, told = said(capsys, "review", "--place", place, "--accept", pair["pair"])
    assert (code, "with its reason" in told.err) == (2, True)
    words = ["--accept", pair["pair"], "--because", "seen together"]
    assert said(capsys, "review", "--place", place, *words)[0] == 0
    assert "No pair waits" in said(capsys, "review", "--place", place)[1].out
    with Ledger.open(SimpleNamespace(store_folder=place / "store")) as ledger:
        (decision,) = ledger.decisions()
    assert (decision.verdict, decision.reason, decision.at) == (
        "same", "seen together", "2026-05-14",
    )  # fmt: skip


def test_a_pair_may_be_rejected_and_both_words_at_once_are_refused(place, capsys):
    code = published.code(3, 4)
    both = ["--accept", code, "--reject", code, "--because", "x"]
    assert "not both" in said(capsys, "review", "--place", place, *both)[1].err
    words = ["--reject", code, "--because", "two children"]
    assert "two people" in said(capsys, "review", "--place", place, *words)[1].out


def test_a_table_of_pairs_is_listed_in_a_pipe(place, capsys):
    assert "pair,probability,why" in said(capsys, "review", "--place", place)[1].out


def test_a_pair_nobody_waits_for_is_refused():
    with pytest.raises(UsageError, match="not a pair waiting"):
        published.find([], "abc")


def test_a_linkage_that_is_gone_is_said(place):
    (place / "store" / "stages" / "identity" / "k").rename(place / "elsewhere")
    from tilth.ground.place import Place

    with pytest.raises(StoreError, match="is gone"):
        published.published(Place.open(place))


def test_figures_not_known_are_said_so():
    assert "not known" in see_link._figures(
        {key: {"value": None} for key in ("precision", "recall", "f1")}
    )
