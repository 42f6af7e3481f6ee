"""Sectors as they are defined, and the words places use for them."""

import pytest

from tilth.agree.partners import sectors as module
from tilth.agree.partners.sectors import sectors
from tilth.demo.placefile import PARTNERS
from tilth.ground.errors import DefinitionError


@pytest.mark.parametrize(
    "word",
    """economy academia transport|sport and physical activity|housing association
    social prescribing|vcse infrastructure|leisure trust|local care organisation|VCSE|ICB
    national partner|Council|community_health""".replace("\n", "|")
    .replace("    ", "")
    .split("|"),
)
def test_every_sector_the_founding_texts_name_is_there(word):
    """B-095 B-024 B-174 P-039: economy, academia, transport, sport, housing, leisure trusts."""
    words = word.split() if word == "economy academia transport" else [word]
    if word.startswith("social prescribing"):
        words = ["social prescribing"]
    assert all(sectors().called(one) for one in words)


def test_the_words_of_the_demo_are_known():
    assert all(sectors().called(sector) for _, sector in PARTNERS.values())


def test_a_table_says_which_families_it_misses():
    """P-022: NHS, local authority, voluntary sector, primary care and housing are missed."""
    known = sectors()
    assert known.missing([]) == known.missed
    there = ["mental health", "council", "primary care", "voluntary infrastructure", "housing"]
    assert known.missing(there) == ("residents",)
    assert known.missing([*there, "residents"]) == ()


def test_a_word_nobody_knows_is_no_sector_and_gets_a_hint():
    assert sectors().called("spaceflight") is None
    assert sectors().like("housng association") == "housing association"
    assert sectors()["never heard"].title == "Other"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('missed = ["x"]\n[sector.other]\ntitle="a"\nsays="b"\nfamily="o"\naccountable="community"',
         "no sector is of the family x"),
        ('missed = []\n[sector.a]\ntitle="a"\nsays="b"\nfamily="o"\naccountable="nobody"',
         "'nobody' is not one of"),
        ('missed = []\n[sector.a]\ntitle="A"\nsays="b"\nfamily="o"\naccountable="community"\n'
         'words=["c"]\n[sector.other]\ntitle="b"\nsays="b"\nfamily="o"\naccountable="community"\n'
         'words=["c"]', "'c' means both a and other"),
        ('missed = []\n[sector.a]\ntitle="A"\nsays="b"\nfamily="o"\naccountable="community"',
         "no sector is of the family other"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_definition_is_told(tmp_path, monkeypatch, text, said):
    (tmp_path / "definitions").mkdir()
    (tmp_path / "definitions/sectors.toml").write_text(text)
    monkeypatch.setattr(module.resources, "files", lambda _: tmp_path)
    with pytest.raises(DefinitionError, match=said):
        sectors.__wrapped__()
