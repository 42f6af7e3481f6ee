"""The code frame of the essay: its words are the essay's, and a mistake in a file is told."""

import pytest

from tilth.ground.errors import DefinitionError
from tilth.learn.coding.frame import frame, read_frame
from tilth.learn.coding.merging import final, members, why_not


def of(letter, number):
    return [one for one in frame().code if one.ref == f"{letter}{number}" and not one.under]


def test_B_230_six_enablers_and_the_essays_barriers_are_shipped():
    """B-230, B-026: seeded enablers and barriers; principles, ingredients, conditions."""
    assert all(len(of("E", number)) == 1 for number in range(1, 7))
    assert all(len(of("W", number)) == 1 for number in range(1, 10))
    under = {one.under for one in frame().code}
    assert {one.slug for n in range(1, 7) for one in of("E", n)} <= under
    kinds = {one.type for one in frame().code}
    assert kinds == {"enabler", "barrier", "principle", "ingredient", "condition"}
    assert all(one.means and one.words and one.signs for one in frame().code)


def test_B_175_B_176_B_177_the_enablers_of_greater_manchester_are_codes():
    """B-175, B-176, B-177, B-232: GM1 to GM4 in the essay's words, GM5 beside them; E1."""
    words = {one.ref: one.words for one in frame().code if one.ref.startswith("GM")}
    assert list(words) == ["GM1", "GM2", "GM3", "GM4", "GM5"]
    assert "strategic leadership enabling collective and integrated leadership" in words["GM1"]
    assert "governance and processes changing to better support person" in words["GM2"]
    assert "local people involved and engaged, and effective work" in words["GM3"]
    assert words["GM3"] == words["GM4"]
    assert "drawing on the learning" in words["GM5"]
    [matters] = of("E", 1)
    assert "Finding out what matters to people" in matters.words


def test_every_code_cites_words_that_stand_where_it_says(shared):
    [essay] = (shared / "founding").glob("004*.txt")
    lines = essay.read_text(encoding="utf-8").splitlines()
    for one in frame().code:
        starts = [number for number, line in enumerate(lines)
                  if line == one.section or line.startswith(f"{one.section}:")]  # fmt: skip
        section = [line for line in lines[starts[0] + 1 :] if line.strip()]
        assert one.words in section[one.paragraph - 1], one.slug


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ('slug = "a"\ntype = "row"\nname = "A"\nmeans = "m"', "'row' is not one of"),
        ('slug = "a"\ntype = "theme"\nname = "A"', "means must be given"),
        ('slug = "a"\ntype = "theme"\nname = "A"\nmeans = "m"\nunder = "z"', "z does not come"),
        ('slug = "a"\ntype = "theme"\nnane = "A"\nmeans = "m"', "did you mean name"),
        ('slug = "a"\ntype = "theme"\nname = "A"\nmeans = "m"\n\n[[code]]\nslug = "a"\n'
         'type = "theme"\nname = "B"\nmeans = "m"', "a is told twice"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_frame_says_what_and_where(tmp_path, code, said):
    path = tmp_path / "own.toml"
    path.write_text(f'title = "T"\nsource = "S"\n\n[[code]]\n{code}\n', encoding="utf-8")
    with pytest.raises(DefinitionError, match=said) as error:
        read_frame(path)
    assert str(path) in str(error.value)


def test_a_frame_without_codes_is_refused(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text('title = "T"\nsource = "S"\ncode = []\n', encoding="utf-8")
    with pytest.raises(DefinitionError, match="no code"):
        read_frame(path)


def test_a_merged_code_is_read_as_the_end_of_its_chain():
    into = {1: 2, 2: 3, 3: None, 4: None}
    assert [final(one, into) for one in (1, 2, 3, 4, 9)] == [3, 3, 3, 4, 9]
    assert members(3, into) == [1, 2, 3]
    assert final(1, {1: 2, 2: 1}) in (1, 2)


def test_what_would_lose_or_turn_a_code_is_not_merged():
    told = {"types": {1: "enabler", 2: "enabler", 3: "barrier", 4: "enabler"}, "shipped": {4}}
    assert why_not(1, 2, **told, into={}) == ""
    assert "itself" in why_not(1, 1, **told, into={})
    assert "itself" in why_not(1, 2, **told, into={2: 1})
    assert "merged already" in why_not(1, 2, **told, into={1: 4})
    assert "merged itself" in why_not(1, 2, **told, into={2: 4})
    assert "two kinds" in why_not(1, 3, **told, into={})
    assert "stays as it is" in why_not(4, 1, **told, into={})
