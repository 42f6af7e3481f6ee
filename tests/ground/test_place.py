"""A place is what its place.toml says, and nothing it does not say."""

import datetime

import pytest

from tilth.ground.errors import DefinitionError
from tilth.ground.extracts import Extract
from tilth.ground.place import Place

WALSALL = """
[place]
name = "Walsall"
code = "E08000030"

[[partners]]
slug = "council"
name = "Walsall Council"
sector = "local_government"

[[sources]]
name = "social_care"
kind = "adult_social_care"
path = "incoming/asc_*.csv"
partner = "council"
purpose = ["care", "plan"]
basis = "Agreement 3"
until = 2027-03-31
"""

TWICE = '[[partners]]\nslug = "council"\nname = "x"\nsector = "y"\n'

EXTRACT = """
title = "Walking groups"
why = "Who walks together."
after = "none"
reference = "none"
key = ["member"]
[columns.member]
type = "code"
"""


def opened(tmp_path, text=WALSALL):
    (tmp_path / "place.toml").write_text(text, encoding="utf-8")
    return Place.open(tmp_path)


def test_a_place_opens_by_its_folder_or_its_file(tmp_path):
    place = opened(tmp_path)
    assert place == Place.open(tmp_path / "place.toml")
    assert place.name == "Walsall"
    assert place.source("social_care").until == datetime.date(2027, 3, 31)
    assert place.store_folder == tmp_path / "store"
    assert place.geography_folder == tmp_path / "geography"


def test_a_folder_that_is_no_place_is_said_so(tmp_path):
    with pytest.raises(DefinitionError, match="there is no place here"):
        Place.open(tmp_path / "nowhere")


def test_records_in_postgresql_leave_people_in_the_folder(tmp_path):
    place = opened(tmp_path, WALSALL + '[store]\nurl = "postgresql://localhost/tilth"\n')
    assert place.store_folder == tmp_path / "store"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("code =", "cod ="), "unknown key cod: did you mean code?"),
        (('partner = "council"', 'partner = "trust"'), "names partner trust, not listed"),
        (('"care", "plan"', '"profit"'), "purpose profit is not one of care, plan"),
        (("[place]", "[place]\nas_of = 2026-03-31"), "as_of is for made-up places"),
        (("[place]", 'folder = "x"\n[place]'), "unknown key folder"),
        (
            ("[[sources]]", "[privacy]\nsuppress_below = 5\n[[sources]]"),
            "hide more than 1 to 7 and round to more than 5, not less",
        ),
        (
            (
                "[[sources]]",
                '[[partners]]\nslug = "council"\nname = "x"\nsector = "y"\n[[sources]]',
            ),
            "two partners are called council",
        ),
    ],
)
def test_a_mistake_in_the_place_file_is_refused(tmp_path, change, said):
    with pytest.raises(DefinitionError) as refused:
        opened(tmp_path, WALSALL.replace(*change))
    assert said in str(refused.value)


def test_there_are_no_targets_unless_a_reason_is_recorded_B_261_B_262(tmp_path):
    assert opened(tmp_path).see.targets == "off"
    with pytest.raises(DefinitionError, match="the recorded reason"):
        opened(tmp_path, WALSALL + '[see]\ntargets = "on"\n')
    reason = "The partnership asked for one on 14 May 2026, decision 9."
    assert opened(tmp_path, f'{WALSALL}[see]\ntargets = "{reason}"\n').see.targets == reason


def test_a_source_that_is_not_there_suggests_the_near_one(tmp_path):
    with pytest.raises(DefinitionError, match=r"Did you mean social_care\?"):
        opened(tmp_path).source("social_car")


def test_a_place_adds_its_own_definitions_P_090(tmp_path):
    place = opened(tmp_path)
    own = tmp_path / "definitions" / "extracts"
    own.mkdir(parents=True)
    (own / "walking_groups.toml").write_text(EXTRACT)
    assert place.find(Extract, "walking_groups").name == "walking_groups"
    with pytest.raises(DefinitionError, match="there is no extract called walking"):
        place.find(Extract, "walking_xyz_abc_none")


def test_a_place_never_redefines_what_all_places_share_P_092(tmp_path):
    place = opened(tmp_path)
    shared = next(iter(place.all(Extract)))
    own = tmp_path / "definitions" / "extracts"
    own.mkdir(parents=True)
    (own / f"{shared}.toml").write_text(EXTRACT)
    with pytest.raises(DefinitionError, match="is already defined by Tilth"):
        place.find(Extract, shared)
