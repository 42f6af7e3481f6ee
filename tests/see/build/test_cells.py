"""A build takes small cells from the last release's, counting only who changed."""

import shutil

from tests.see.build import tiny
from tests.see.build.test_may_be_used import opt_out
from tilth.see.build import build
from tilth.see.build.cells import cells
from tilth.store.needs import refreshing


def test_after_an_opt_out_only_who_went_is_counted_and_the_cells_are_those_of_counting_anew(
    built_place, monkeypatch
):
    """IND: exact incremental refresh, as a build does it."""
    found, of = [], refreshing.Earlier.of
    monkeypatch.setattr(refreshing, "MOST", 1.0)
    monkeypatch.setattr(
        refreshing.Earlier, "of", lambda *a, **told: found.append(of(*a, **told)) or found[-1]
    )
    place = opt_out(built_place, [tiny.patient(1)["nhs_number"]])
    built = build(place, on=tiny.ON)
    (earlier,) = found
    assert 1 <= len(earlier.before.columns) < built.release.rows("person")
    made = cells(place, built.release)
    assert not made.made
    shutil.rmtree(made.folder)
    anew = cells(place, built.release)
    assert anew.made
    assert anew.hashes == made.hashes
