"""Every template of an agreement loads, reads as plain words, and says what it must."""

import pytest

from tests.web.small import bare
from tilth.agree.agreements.reading import read, written
from tilth.agree.agreements.template import AgreementTemplate
from tilth.agree.agreements.text import plain, told
from tilth.ground.errors import DefinitionError
from tilth.ground.place import Place, load_folder


@pytest.fixture(scope="module")
def templates(tmp_path_factory):
    """The templates that come with Tilth."""
    return Place.open(bare(tmp_path_factory.mktemp("agreements") / "place")).all(AgreementTemplate)


def test_there_is_a_start_for_each_kind_of_agreement(templates):
    assert {one.type for one in templates.values()} == {"partnership", "sharing", "framework"}
    assert {"partnership", "data_sharing", "framework", "founding_group"} <= set(templates)


def test_P_023_the_partnership_agreement_gives_every_partner_one_voice_and_a_chair_of_none(
    templates,
):
    text = plain(templates["partnership"].clauses, {})
    assert "Each partner has one voice. A larger partner never has more." in text
    assert "Only an independent chair may close a decision" in text
    assert "At least 1 partner that is not a large public body must be in favour" in text


def test_B_273_a_permissive_framework_asks_for_outcomes_and_leaves_ways_open(templates):
    clauses = {one.name: one for one in told(templates["framework"].clauses, {})}
    assert clauses["outcomes"].lines
    assert clauses["may_differ"].lines
    assert clauses["may_differ"].title == "What may differ from place to place"


def test_P_024_a_founding_group_names_its_seats(templates):
    assert "residents: 2 at least" in plain(templates["founding_group"].clauses, {})


def test_AC_a_sharing_agreement_never_goes_on_without_one_of_its_partners(templates):
    every = [one for one in templates.values() if one.type == "sharing"]
    assert every
    assert not any(one.clauses.goes_on for one in every)
    assert all(one.clauses.purposes and one.clauses.basis for one in every)


def test_clauses_come_back_as_they_were_written(templates):
    for one in templates.values():
        assert read(written(one.clauses)) == one.clauses


@pytest.mark.parametrize(
    ("clauses", "why"),
    [
        ('purpos = "x"', "did you mean purpose"),
        ('accountable = "both"', "accountable"),
        ("notice_days = -1", "notice is in days"),
        ("chair_years = 0", "whole years"),
        ('parties = ["homes", "homes"]', "named twice"),
        ('parties = ["homes"]', "names no parties"),
        ("seats = [{sector = 'housing', least = 0}]", "a seat is for one"),
        ("conflict = [{step = 'talk', days = -1}]", "days cannot be less"),
        ("lies = [{function = 'x', layer = 'moon'}]", "layer 'moon'"),
        ("decide = {method = 'weight'}", "weight"),
        ("decide = {votes_by_size = true}", "unknown key"),
    ],
)
def test_a_wrong_clause_is_refused_with_words(tmp_path, clauses, why):
    table = 'title = "A"\nwhy = "b"\ntype = "partnership"\n[clauses]\n' + clauses
    (tmp_path / "a.toml").write_text(table)
    with pytest.raises(DefinitionError, match=why):
        load_folder(AgreementTemplate, tmp_path)


@pytest.mark.parametrize(("line", "why"), [('type = "x"', "type 'x'"), ("months = 0", "months")])
def test_a_template_of_no_kind_or_time_is_refused(tmp_path, line, why):
    told = {"title": '"A"', "why": '"b"', "type": '"sharing"'} | dict([line.split(" = ")])
    (tmp_path / "a.toml").write_text("\n".join(f"{k} = {v}" for k, v in told.items()))
    with pytest.raises(DefinitionError, match=why):
        load_folder(AgreementTemplate, tmp_path)
