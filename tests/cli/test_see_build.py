"""What tilth see build and tilth see show say."""

import json

import pytest

from tests.see.build import quick, tiny
from tilth.cli.main import main
from tilth.ground.place import Place
from tilth.see.build import steps
from tilth.store.ledger import Ledger


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A tiny place, built by command."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TILTH_KEY_FILE", str(folder / "key"))
        patch.setattr(steps.linkage, "link", quick.link)
        tiny.fill(tiny.make(folder / "p"))
        assert main(["see", "build", "--place", str(folder / "p"), "--on", str(tiny.ON)]) == 0
    return folder


@pytest.fixture(autouse=True)
def settings(home, monkeypatch):
    monkeypatch.setenv("TILTH_KEY_FILE", str(home / "key"))
    monkeypatch.setattr(steps.linkage, "link", quick.link)


def run(home, capsys, *words):
    capsys.readouterr()
    code = main(["see", *words, "--place", str(home / "p")])
    out, err = capsys.readouterr()
    return code, out, err


def test_build_says_what_it_did_with_its_arithmetic_and_the_next_step(home, capsys):
    code, out, err = run(home, capsys, "build", "--on", "2026-04-10")
    assert code == 0
    assert out.splitlines()[0] == "SYNTHETIC: nobody here is real."
    assert "Nothing changed. Release" in out
    assert "20 people in = 20 used + 0 opted out + 0 out of scope" in out
    assert "101 rows in = 101 used + 0 opted out + 0 out of scope" in out
    assert "Next: tilth see show" in err


def test_build_takes_in_the_files_that_wait(home, capsys, tmp_path):
    place = tiny.make(tmp_path / "p")
    rows = [tiny.patient(n) for n in range(3)]
    tiny.send(place, "patients", rows)
    store = place.store_folder
    store.rename(tmp_path / "aside")
    code = main(["see", "build", "--place", str(place.folder), "--on", "2026-04-10", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert code == 0
    assert [f["rows_in"] for f in told["files"]] == [3]
    assert told["changed"] is True
    assert told["arithmetic"]["people"] == {"used": 3, "opted_out": 0, "out_of_scope": 0}
    assert set(told["not_read"]) == {"codes", "stays", "rovers", "carers"}
    code = main(["see", "build", "--place", str(place.folder), "--on", "2026-04-10", "--changed"])
    out = capsys.readouterr().out
    assert "Nothing changed" in out
    assert "Not read: codes, for no file of it is in service." in out


def test_a_refused_file_is_told_and_does_not_stop_the_build(home, capsys, tmp_path):
    place = tiny.make(tmp_path / "p", until={"rovers": "2026-01-01"})
    tiny.send(place, "patients", [tiny.patient(n) for n in range(3)])
    (place.folder / "incoming" / "codes_bad.csv").write_text("nothing,like,it\n1,2,3\n")
    code = main(["see", "build", "--place", str(place.folder), "--on", "2026-04-10"])
    out = capsys.readouterr().out
    assert code == 4
    assert "codes: refused" in out
    assert "Release" in out
    assert "Not read: rovers, for its agreement ended on 2026-01-01." in out


def test_a_busy_feed_stops_the_build(home, capsys):
    place = Place.open(home / "p")
    with Ledger.open(place) as ledger, ledger.lock("patients"):
        code, _, err = run(home, capsys, "build", "--on", "2026-04-10")
    assert code == 6
    assert "busy" in err


def test_show_tells_both_populations_sources_matching_and_where_it_lies(home, capsys):
    code, out, err = run(home, capsys, "show")
    assert code == 0
    lines = out.splitlines()
    assert lines[0] == "SYNTHETIC: nobody here is real."
    assert "20 people: 20 live here, 20 are registered here, 20 both" in lines
    assert "  place Smallwick: 20, 20" in lines
    assert "Known to two or more partners: 15" in lines
    assert "  club and hospital: *" in lines
    assert any(
        line.startswith("  stays (hospital), data to 2026-03-31: 10 rows in") for line in lines
    )
    assert "Matching: 61 records are 20 people." in lines
    assert str(home / "p" / "store" / "releases") in lines[-1]
    assert "Next: tilth see show --lineage sex" in err


def test_DC_no_count_of_1_to_7_people_below_the_whole_is_shown(home, capsys):
    _, out, _ = run(home, capsys, "show", "--json")
    told = json.loads(out)
    assert told["synthetic"] is True
    assert {"partners": ["club", "hospital"], "people": "*"} in told["known_to_both"]
    counts = [*told["known_to"].values(), told["known_to_two_or_more"], *told["lists"].values()]
    counts += [p["people"] for p in told["known_to_both"]] + [*told["lenses"].values()]
    counts += [a[lens] for a in told["areas"] for lens in ("resident", "registered")]
    counts += [s[k] for s in told["sources"] for k in ("people", "used", "opted_out", "events")]
    assert "*" in counts
    assert all(c == "*" or c % 5 == 0 for c in counts)


def test_lineage_goes_back_to_files_contract_and_definition(home, capsys):
    _, out, _ = run(home, capsys, "show", "--lineage", "tiny_illness")
    assert "tiny_illness (concept), run" in out
    assert "codes: partner practice, contract tiny_codes" in out
    assert "codes_2026-03-31.csv, 2025-01-01 to 2026-03-31, 60 rows accepted, SHA-256" in out
    assert "stage events of stays:" in out
    assert "rovers" not in out
    _, out, _ = run(home, capsys, "show", "--lineage", "tiny_illness", "--json")
    told = json.loads(out)
    assert told["from"]["events"] == {"codes": 30, "stays": 4}
    assert [s["source"] for s in told["sources"]] == ["codes", "stays"]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("sex", "  patients: sex"),
        ("sex", "where sources disagree: what most sources say"),
        ("practice", "  patients: practice_code"),
        ("registered", "  patients: practice_code"),
        ("lsoa21", "  rovers: postcode"),
        ("walker", "rovers: partner club, contract tiny_club"),
        ("stay", "definition in the contract itself"),
    ],
)
def test_lineage_of_attributes_lists_and_fixed_concepts(home, capsys, name, says):
    _, out, _ = run(home, capsys, "show", "--lineage", name)
    assert says in out


def test_lineage_of_it_all_names_every_file(home, capsys):
    _, out, _ = run(home, capsys, "show", "--lineage")
    for source in tiny.SOURCES:
        assert f"{source}_2026-03-31.csv" in out


def test_lineage_of_what_is_not_there_suggests_the_near_name(home, capsys):
    code, _, err = run(home, capsys, "show", "--lineage", "sexx")
    assert code == 3
    assert "nothing in the release is called sexx." in err
    assert "Did you mean sex?" in err
    _, _, err = run(home, capsys, "show", "--lineage", "zzzzzz")
    assert "There are: " in err


def test_without_a_release_show_says_so(home, capsys, tmp_path):
    place = tiny.make(tmp_path / "p")
    assert main(["see", "show", "--place", str(place.folder)]) == 6
    assert "no release is in service" in capsys.readouterr().err


def test_a_source_for_care_alone_and_the_opt_out_list_are_told(home, capsys, tmp_path):
    place = tiny.make(tmp_path / "p", opt_outs="out.csv", purpose={"carers": ["care"]})
    (place.folder / "out.csv").write_text(tiny.nhs(1) + "\n")
    (place.folder / "out.csv.manifest.json").write_text('{"date": "2026-04-09"}')
    tiny.send(place, "patients", [tiny.patient(n) for n in range(12)])
    tiny.send(place, "carers", [{"carer": "C1", **tiny.person_of(2, *tiny.KNOWN)}])
    words = ["--place", str(place.folder)]
    assert main(["see", "build", "--on", "2026-04-10", *words]) == 0
    assert main(["see", "show", *words]) == 0
    out = capsys.readouterr().out
    assert "12 people in = 11 used + 1 opted out + 0 out of scope" in out
    assert "opt-outs from the list of 2026-04-09" in out
    assert "carers (club), data to 2026-03-31: 1 rows, not for planning" in out
    assert "codes: not read, for no file of it is in service" in out


def test_show_names_neighbourhoods_as_residents_do(capsys, tmp_path):
    place = tiny.make(tmp_path / "p")
    (place.folder / "ours.csv").write_text("lsoa21,neighbourhood\nA1,The Vale\nA2,The Vale\n")
    path = place.folder / "place.toml"
    layers = '[layers]\nneighbourhood = {file = "ours.csv", agreed_in = "a test"}\n\n[privacy]'
    path.write_text(path.read_text().replace("[privacy]", layers))
    tiny.send(place, "patients", [tiny.patient(n) for n in range(20)])
    words = ["--place", str(place.folder)]
    assert main(["see", "build", "--on", "2026-04-10", *words]) == 0
    assert main(["see", "show", *words]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line.startswith("  neighbourhood")] == [
        "  neighbourhood The Vale: 10, 10"
    ]
