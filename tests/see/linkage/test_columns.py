"""A file nobody described: what each of its columns is taken for."""

import pytest

from tilth.ground.errors import UsageError
from tilth.see.linkage.columns import ALIASES, ROLES, plain, recognise, truth_columns


def roles(columns, looks=None, **more):
    return {r.column: r.role for r in recognise(columns, looks or {}, **more)}


@pytest.mark.parametrize(
    "said", ["First Name", "FirstName", "first-name", " FIRST_NAME ", "Forename"]
)
def test_a_column_is_known_by_any_of_its_usual_names(said):
    assert roles([said, "surname"])[said] == "first_name"


def test_every_usual_name_means_one_thing():
    assert len(ROLES) == sum(len(words.split()) for words in ALIASES.values())
    assert all(plain(alias) == alias for alias in ROLES)


def test_a_column_of_a_strange_name_is_known_by_what_it_holds():
    looks = {"zz": {"email": 0.97}, "yy": {"postcode": 0.4}, "xx": {"postcode": 0.9}}
    found = roles(["zz", "yy", "xx"], looks)
    assert found == {"zz": "email", "yy": "", "xx": "postcode"}


def test_what_may_hold_the_answer_is_not_looked_at():
    told = recognise(["surname", "dob", "cluster"], {})
    assert (told[2].role, "answer" in told[2].because) == ("", True)


def test_the_truth_is_told_and_never_compared():
    assert roles(["surname", "dob", "who"], truth="who")["who"] == "truth"


def test_what_you_say_comes_before_anything_else():
    found = roles(
        ["surname", "maiden", "dob", "key"], mapping={"maiden": "surname"}, identifier="key"
    )
    assert found == {"surname": "", "maiden": "surname", "dob": "date_of_birth", "key": "id"}


def test_a_meaning_is_given_once():
    assert roles(["surname", "last_name", "dob"])["last_name"] == ""


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"mapping": {"surnam": "surname"}}, "Did you mean surname"),
        ({"mapping": {"zzz": "surname"}}, "no column zzz"),
        ({"mapping": {"dob": "birth_date"}}, "not something we compare"),
        ({"mapping": {"dob": "qqq"}}, "Known: id"),
        ({"identifier": "nothing"}, "no column nothing"),
        ({"truth": "nothing"}, "no column nothing"),
    ],
)
def test_a_slip_is_answered_with_the_near_word(more, said):
    with pytest.raises(UsageError, match=said):
        recognise(["surname", "dob"], {}, **more)


@pytest.mark.parametrize("columns", [["colour", "shape"], ["surname"], ["sex", "dob"]])
def test_too_little_to_tell_people_by_is_refused(columns):
    with pytest.raises(UsageError, match="too few columns"):
        recognise(columns, {})


def test_a_file_of_truth_needs_an_id_and_a_person():
    assert truth_columns(["id", "person"], where="t.csv") == ("id", "person")
    with pytest.raises(UsageError, match="truly who"):
        truth_columns(["id", "colour"], where="t.csv")
