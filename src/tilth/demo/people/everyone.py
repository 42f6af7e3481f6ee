"""Everyone of a made-up place: families, names, homes, numbers; and the truth about them."""

import tomllib
from importlib import resources

import numpy as np
import pyarrow as pa

from tilth.demo.land.margins import GROUPS, SEXES
from tilth.demo.people import crowd, deaths, households, nhs_numbers
from tilth.demo.writing import write_parquet

# Shares of residents: those who live outside but are known inside, those registered with a
# practice elsewhere, those whom no part of the NHS knows; and of the registered, who opted out.
OUTSIDERS, REGISTERED_ELSEWHERE, UNKNOWN_TO_NHS, OPTED_OUT = 0.015, 0.02, 0.007, 0.03


def illustrative():
    """The illustrative chances that everything is drawn from."""
    text = resources.files("tilth.demo").joinpath("illustrative.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def populate(land, chances, *, seed):
    """Residents, those who died, those outside; and the spread of mortality between areas."""
    people = crowd.settle(land, seed=seed)
    people, spread = deaths.add_deaths(people, land, chances["mortality"], seed=seed)
    people = deaths.add_outsiders(people, OUTSIDERS, seed=seed)
    households.form(people, seed=seed)
    crowd.give_origins(people, seed=seed)
    households.name_everyone(people, seed=seed)
    households.give_homes(people, land, seed=seed)
    _give_numbers(people, seed=seed)
    return people, spread


def _give_numbers(people, *, seed):
    """NHS numbers, and who is registered here, elsewhere or nowhere."""
    rng = crowd.stream(seed, "registered")
    people.nhs = nhs_numbers.issue(len(people), rng=rng)
    drawn, inside = rng.random(len(people)), people.area >= 0
    people.unknown_to_nhs = inside & people.living & (drawn < UNKNOWN_TO_NHS)
    elsewhere = inside & (drawn >= UNKNOWN_TO_NHS) & (drawn < UNKNOWN_TO_NHS + REGISTERED_ELSEWHERE)
    near = inside | (drawn < 0.7)
    people.registered = near & ~elsewhere & ~people.unknown_to_nhs
    people.opted_out = people.registered & (rng.random(len(people)) < OPTED_OUT)


def counts(people):
    """How many there are of each kind."""
    return {
        "residents_living": people.residents,
        "died_in_five_years": int((~people.living).sum()),
        "living_outside": int((people.area < 0).sum()),
        "registered": int(people.registered.sum()),
        "opted_out": int(people.opted_out.sum()),
        "unknown_to_the_nhs": int(people.unknown_to_nhs.sum()),
        "households": len(np.unique(people.household[: people.residents])),
        "all": len(people),
    }


def write_people(path, people, land):
    """truth/people.parquet: every true person, where they live and what is true of them."""
    codes = pa.array([str(c) for c in land.codes])
    living = people.living
    died = np.where(living, 0, people.died).astype("datetime64[D]")
    table = {
        "person": np.arange(1, len(people) + 1, dtype=np.int64),
        "lsoa21": codes.take(pa.array(people.area, mask=people.area < 0)),
        "date_of_birth": pa.array(people.born.astype("datetime64[D]"), pa.date32()),
        "died_on": pa.array(died, pa.date32(), mask=living),
        "household": pa.array(people.household.astype(np.int64)),
        "sex": pa.array(SEXES).take(pa.array(people.sex)),
        "ethnic_group": pa.array(GROUPS).take(pa.array(people.group)),
        "registered": pa.array(people.registered),
    }
    write_parquet(path, pa.table(table))
