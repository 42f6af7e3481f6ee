"""The command line: near words, exit codes, JSON, CSV in a pipe, no tracebacks."""

import json

import pytest

from tilth.cli import main as cli
from tilth.cli.verbs import Answer, Verb
from tilth.ground.errors import StoreError


def run(capsys, verb, *argv):
    code = cli.main(argv, verbs=(verb,))
    out = capsys.readouterr()
    return code, out.out, out.err


def verb(answer=None, error=None, **more):
    def act(args, progress):
        progress("reading", 1, 2)
        if error:
            raise error
        return answer

    declared = {"level": "D0", "purpose": "plan", **more}
    return Verb("", "act", "Do it", act, **declared)


def test_an_answer_is_told_with_its_next_step(capsys):
    answer = Answer({"a": 1}, lines=["One thing."], next="tilth see build", exit=7)
    code, out, err = run(capsys, verb(answer), "act")
    assert (code, out, err) == (7, "One thing.\n", "Next: tilth see build\n")
    code, out, err = run(capsys, verb(answer), "act", "--json")
    assert (json.loads(out), err) == ({"a": 1}, "")
    assert run(capsys, verb(answer), "act", "--quiet")[2] == ""


def test_AT_a_table_in_a_pipe_is_csv_no_spreadsheet_takes_for_a_formula(capsys):
    answer = Answer({}, rows=[{"name": "=1+1", "people": -5}])
    assert run(capsys, verb(answer), "act")[1] == "name,people\n'=1+1,-5\n"


def test_an_error_is_one_line_with_its_exit_code(capsys):
    error = StoreError("the store is busy", where="store", remedy="Try again.")
    code, out, err = run(capsys, verb(error=error), "act")
    assert (code, out, err) == (6, "", "tilth: store: the store is busy. Try again.\n")
    code, out, _ = run(capsys, verb(error=error), "act", "--json")
    assert json.loads(out)["what"] == "the store is busy"


def test_our_own_defect_is_owned_and_shows_no_data(capsys):
    code, _, err = run(capsys, verb(error=KeyError("Smith")), "act")
    assert code == 1
    assert "a defect of ours (KeyError)" in err
    assert "Smith" not in err
    assert "Traceback" in run(capsys, verb(error=KeyError()), "act", "--debug")[2]


def test_stopping_is_told_as_safe(capsys):
    code, _, err = run(capsys, verb(error=KeyboardInterrupt()), "act")
    assert code == 130
    assert "the same command goes on from there" in err


def test_a_wrong_word_suggests_the_near_one(capsys):
    with pytest.raises(SystemExit) as stopped:
        run(capsys, verb(Answer({})), "akt")
    assert stopped.value.code == 2
    assert "there is no akt here. Did you mean act?" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("see areas --tolerance abc", "--tolerance takes a number, such as 2.5, not 'abc'."),
        ("see review --limit few", "--limit takes a whole number, 1 or more, not 'few'."),
        ("see review --limit", "--limit: expected one argument."),
        ("learn share --every 1", "--every takes a whole number, 5 or more, not '1'."),
        ("verify inputs --variants x", "--variants takes a whole number, 1 or more, not 'x'."),
        ("demo --people 10", "--people takes a whole number, 500 or more, not '10'."),
        ("demo --seed -1", "--seed takes a whole number, 0 or more, not '-1'."),
        ("serve --port x", "--port takes a whole number from 1 to 65535, not 'x'."),
        ("see link --map name", "--map takes their_name=our_name, not 'name'."),
        ("agree return --on May", "--on takes a day, such as 2026-05-14, not 'May'."),
    ],
)
def test_an_option_says_what_it_takes_and_what_it_was_given(capsys, words, told):
    with pytest.raises(SystemExit) as stopped:
        cli.main(words.split())
    assert stopped.value.code == 2
    assert capsys.readouterr().err.splitlines()[0] == f"tilth: {told}"


def test_AC_a_command_that_does_not_declare_its_level_stops_start_up(capsys):
    with pytest.raises(AssertionError, match="declares no level or no purpose"):
        run(capsys, verb(Answer({}), level=""), "act")


def test_every_command_has_help_and_declares_itself(capsys):
    for one in cli.verbs_for([]):
        words = [one.room, one.name] if one.room else [one.name]
        with pytest.raises(SystemExit) as stopped:
            cli.main([*words, "--help"])
        assert stopped.value.code == 0
        assert one.says.split(",")[0] in " ".join(capsys.readouterr().out.split())


def test_every_command_is_found_without_loading_the_others():
    told = {" ".join(filter(None, [one.room, one.name])) for one in cli.verbs_for([])}
    assert told == set(cli.MODULES)
    for words in told:
        room, _, name = words.rpartition(" ")
        assert (room, name) in {(v.room, v.name) for v in cli.verbs_for(words.split())}
