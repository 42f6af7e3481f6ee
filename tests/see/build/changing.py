"""What happens to a tiny place between one build and the next, and what its release then holds."""

import datetime

import pyarrow.parquet as pq

from tests.see.build import tiny
from tilth.ground.place import Place
from tilth.store.releases import open_release

LATER = datetime.date(2026, 9, 1)


def in_service(place):
    return open_release(place, verify=True)


def new_carers(place):
    """Another file of carers: one of the four is someone else."""
    rows = [{"carer": f"C{n}", **tiny.person_of(n, *tiny.KNOWN)} for n in (0, 1, 2, 9)]
    tiny.send(place, "carers", rows, sequence=2)


def new_stays(place, month, of=range(0, 20, 2)):
    """Ten more stays, of another month: of people the hospital knew, or of others."""
    rows = [
        {"spell": f"N{month}{n}", "hospital_id": f"H{n}", "method": "21",
         "came": f"2026-{month}-02", "went": f"2026-{month}-05",
         **tiny.person_of(n, *tiny.KNOWN, "sex")}
        for n in of
    ]  # fmt: skip
    tiny.send(place, "stays", rows, period=(f"2026-{month}-01", f"2026-{month}-28"), on=LATER)


def with_settings(place, old, new):
    path = place.folder / "place.toml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    return Place.open(place.folder)


def people(release):
    return pq.read_table(release.path("person")).to_pylist()
