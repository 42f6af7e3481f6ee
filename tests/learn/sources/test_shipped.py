"""The lists that ship are whole, and a mistake in one is told."""

import pytest

from tilth.ground.errors import DefinitionError
from tilth.learn.sources import shipped, slips
from tilth.learn.sources.shipped import Known, Slip


def test_every_shipped_list_loads_and_no_form_is_right_and_wrong():
    assert len(shipped.slips()) > 5
    for one in shipped.names():
        assert not set(one.others) & set(one.slips)
    slugs = [one.slug for one in shipped.claims().claims]
    assert len(set(slugs)) == len(slugs) == 14


def test_a_slip_that_changes_nothing_and_a_kind_nobody_knows_are_refused(tmp_path, monkeypatch):
    with pytest.raises(ValueError, match="what is meant"):
        Slip("same", "same", "why")
    with pytest.raises(ValueError, match="is not one of"):
        Known("A", type="ghost")
    wrong = tmp_path / "slips.toml"
    wrong.write_text('[[names]]\nname = "A"\n', encoding="utf-8")
    with pytest.raises(DefinitionError, match="it should hold slips"):
        shipped._rows(Slip, wrong, "slips")
    lost = tmp_path / "founding.toml"
    lost.write_text(
        'documents = []\n[[claims]]\nslug="a"\nwords="b"\nin="nowhere"\nline=1\nsaid="c"\n'
        'test="d"\n', encoding="utf-8")  # fmt: skip
    monkeypatch.setattr(shipped, "path_of", lambda *_: lost)
    with pytest.raises(DefinitionError, match="no document is called nowhere"):
        shipped.claims.__wrapped__()


def test_a_slip_is_put_right_wherever_it_stands_and_keeps_its_capital():
    slip = Slip("emissions to hospital", "admissions to hospital", "heard wrongly")
    assert slips.corrected("Emissions  to hospital and emissions to hospital.", slip) == (
        "Admissions to hospital and admissions to hospital.")  # fmt: skip
    assert slips.corrected("emissions to hospitality", slip) == "emissions to hospitality"
    found = slips.likely([(1, "word " * 40 + "emissions to hospital" + " word" * 40)], [slip])
    assert found[0].before.startswith("… word")
    assert found[0].after.endswith("word …")
    assert slips.likely([(1, "emissions to hospital")], [slip], kept=[found[0].key]) == []
