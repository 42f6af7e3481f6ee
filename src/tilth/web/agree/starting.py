"""What the records of AGREE begin with: the partners that place.toml names."""

import json

from tilth.agree.partners.sectors import OTHER, sectors
from tilth.web.agree import history, loading
from tilth.web.agree.models import Partner
from tilth.web.environment import made_by_demo
from tilth.web.house.acts import act
from tilth.web.house.by import By

WORDS = "Named in place.toml."


def begin(place):
    """Partners of place.toml become records; on a place made by `tilth demo`, its partnership too.

    Doing it again adds only what is new. What was changed on a page stays as it is there.
    """
    if made_by_demo(place):
        told = json.loads((place.folder / "truth" / "made.json").read_text(encoding="utf-8"))
        loading.load(told["seed"])
    there = set(Partner.objects.values_list("slug", flat=True))
    new = [one for one in place.partners if one.slug not in there]
    if new:
        add(By.command(), new)


@act
def add(by, partners):
    """Partners join as place.toml names them; one entry each in their histories."""
    known = sectors()
    for told in partners:
        sector = known.called(told.sector) or OTHER
        record = Partner.objects.create(
            slug=told.slug,
            name=told.name,
            sector=sector,
            type=told.sector if sector == OTHER else "",
            accountability=known[sector].accountable,
            state="joined",
        )
        history.added(by, record, "joined", WORDS)
