import json

import pytest

from tests.see.intake.places import place, send
from tilth.cli.main import main
from tilth.see.intake.quarantine import put_aside
from tilth.store.ledger import Ledger

HEAD = "visit,nhs_number,born,name\n"
BAD = HEAD + "V1,,,a\n,,1970-02-30,=cmd\nV3,,1970-02-30,\xe9\n"


@pytest.fixture
def here(tmp_path):
    return place(tmp_path)


def run(place, *said, expect=0):
    assert main(["see", *said, "--place", str(place.folder)]) == expect


def test_IN_03_all_that_was_put_aside_is_told_with_line_rule_and_remedy(here):
    send(here, BAD.encode("utf-8"))
    with Ledger.open(here) as ledger:
        rows = list(put_aside(here, ledger))
        raw = list(put_aside(here, ledger, "visits", raw=True))
    assert [(r["line"], r["rule"].split(":")[0]) for r in rows] == [
        (3, "visit"),
        (3, "born"),
        (4, "born"),
    ]
    assert all(r["remedy"] for r in rows)
    assert "raw" not in rows[0]
    assert raw[0]["raw"] == ",,1970-02-30,=cmd"


def test_what_is_superseded_is_not_told_again(here):
    send(here, BAD)
    send(here, HEAD + "V1,,,a\n", "next_2026-06.csv")
    with Ledger.open(here) as ledger:
        ledger.rule(
            "visits",
            ledger.versions()[1].version,
            "release",
            by="A",
            because="right",
            at="2026-06-01",
        )
        assert list(put_aside(here, ledger)) == []


def test_import_says_what_became_of_every_file_and_names_the_next_step(here, capsys):
    (here.folder / "incoming" / "a.csv").write_text(BAD)
    run(here, "import", expect=7)
    out, err = capsys.readouterr()
    assert "a.csv: 3 rows in = 1 accepted + 2 quarantined + 0 duplicate + 0 blank" in out
    assert "+ 0 erased; in service." in out
    assert "Next: tilth see quarantine" in err
    run(here, "import", expect=7)
    assert "it was here already" in capsys.readouterr().out


def test_import_of_a_clean_file_ends_with_nothing_to_put_right(here, capsys):
    path = here.folder / "incoming" / "a.csv"
    path.write_text("visit,label,shoe\nV1,a,9\n")
    run(here, "import", str(path), "--map", "label=name")
    out, err = capsys.readouterr()
    assert "columns not used: shoe" in out
    assert "Next: tilth see build" in err
    run(here, "import", str(path), "--as", "visits", "--on", "2028-01-01", expect=5)


def test_nothing_to_import_is_said(here, capsys):
    run(here, "import")
    assert "There is nothing to import." in capsys.readouterr().out


def test_one_refused_file_among_many_gives_exit_code_4(here, capsys):
    (here.folder / "incoming" / "a.csv").write_text("what\n")
    (here.folder / "incoming" / "b.csv").write_text(HEAD + "V1,9434765918,,a\nV1,9434765918,,a")
    run(here, "import", "--json", expect=4)
    told = json.loads(capsys.readouterr().out)["files"]
    assert told[0]["error"] == "ExtractError"
    assert told[1]["accepted"] == 1
    run(here, "import", expect=4)
    assert "1 NHS numbers fail their check" in capsys.readouterr().out


def test_a_held_file_waits_for_a_word_and_is_released_with_a_reason(here, capsys):
    send(here, HEAD + "".join(f"V{n},,,a\n" for n in range(10)), "visits_2026-05.csv")
    path = here.folder / "incoming" / "visits_2026-06.csv"
    path.write_text(HEAD + "V1,,,a\n")
    run(here, "import", str(path))
    out, err = capsys.readouterr()
    version = err.split("--release ")[1].split()[0]
    assert "held: 1 rows accepted, where the last 1 had 10" in out
    run(here, "import", "--release", version, expect=6)
    assert "recorded with its reason" in capsys.readouterr().err
    run(here, "import", "--release", version, "--because", "the practice closed")
    assert f"visits {version}: in service" in capsys.readouterr().out
    run(here, "import", "--withdraw", version, "--because", "sent by mistake")
    assert f"visits {version}: withdrawn" in capsys.readouterr().out
    run(here, "import", "--release", "none", "--because", "x", expect=2)


def test_a_file_of_no_source_asks_which(here, tmp_path, capsys):
    path = tmp_path / "elsewhere.csv"
    path.write_text(HEAD)
    run(here, "import", str(path), expect=2)
    assert "elsewhere.csv matches no source" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        run(here, "import", str(path), "--map", "nothing")


def test_quarantine_is_a_table_a_file_or_nothing(here, tmp_path, capsys):
    run(here, "quarantine")
    assert "Nothing is in quarantine." in capsys.readouterr().out
    send(here, HEAD + "V1,,1970-02-30,x\n=1+1,,1970-02-30,x\n")
    run(here, "quarantine", "visits")
    assert "visits.csv,2,born: it is not a date" in capsys.readouterr().out
    target = tmp_path / "aside.csv"
    run(here, "quarantine", "--csv", str(target), "--raw")
    assert "2 faults written to" in capsys.readouterr().out
    assert '"\'=1+1,,1970-02-30,x"' in target.read_text()
    run(here, "quarantine", "--csv", str(target))
    assert "raw" not in target.read_text()
    run(here, "quarantine", "nobody", expect=3)


def test_many_files_of_a_source_are_one_line_and_those_to_look_at(here, capsys):
    for month in ("04", "05", "06"):
        bad = ",,,x\n" if month == "05" else ""
        text = HEAD + "".join(f"V{n},,,{month}\n" for n in range(9)) + bad
        (here.folder / "incoming" / f"v_2026-{month}.csv").write_text(text)
    run(here, "import", expect=7)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("visits: 3 files, 3 of them new: 28 rows in = 27 accepted + 1 quar")
    assert lines[1].startswith("v_2026-05.csv: 10 rows in = 9 accepted + 1 quarantined")
    assert len(lines) == 2
