"""Who lives in an area, by age and sex: the pyramid as a finding."""

from tilth.see.findings.caveats import caveats
from tilth.see.findings.digits import Scale, empty
from tilth.see.findings.finding import Asked, Finding
from tilth.see.findings.making import provenance_for
from tilth.see.findings.words import counted, sentence
from tilth.see.needs.naming import geography_of
from tilth.see.needs.residents import pyramid

YOUNG, OLD = 15, 65
METHOD = "Residents by sex and five-year age on the last day of the data, as they may be shown."


def living(people, *, layer, area):
    """A Finding of the residents of one area, by sex and five-year age, drawn as a pyramid.

    Shares of the young and the old are said only where no age is hidden. Raises DefinitionError
    for an area there is not.
    """
    name = geography_of(people).area(layer, area).familiar
    table = pyramid(people, layer=layer)
    table = table[table["area"] == area].rename(columns={"people": "denominator"})
    table = table[table["sex"].isin(["female", "male"]) & table["age_group"].notna()]
    table = table.reset_index(drop=True)
    provenance = provenance_for(people, METHOD)
    return Finding(
        title=f"Who lives in {name}",
        sentence=_said(name, table),
        subtitle="People of each age: women and girls, men and boys",
        table=table,
        caveats=caveats(
            table,
            provenance=provenance,
            on=people.as_of,
            synthetic=people.synthetic,
        ),
        source="Everyone any partner knows whose address is here",
        method=METHOD,
        data_to=people.as_of,
        synthetic=people.synthetic,
        kinds=("pyramid",) if table["denominator"].fillna(0).any() else (),
        scales={"": Scale()},
        asked=Asked(layer=layer, area=area, by=("sex", "age_group"), what="living"),
        provenance=provenance,
    )


def _said(name, table):
    """How many live there, and of every 100 how many are young and how many old."""
    known = [not empty(n) for n in table["denominator"]]
    if not any(known):
        return sentence(f"Too few people live in {name} to say")
    people = int(table["denominator"].fillna(0).sum())
    told = counted(people, "person", "people")
    if not all(known):
        return sentence(f"About {told} of the ages that may be shown live in {name}")
    about = f"About {told} live in {name}"
    if not people:
        return sentence(about)
    first = table["age_group"].str.extract(r"^(\d+)")[0].astype(int)
    young = 100 * table["denominator"][first < YOUNG].sum() / people
    old = 100 * table["denominator"][first >= OLD].sum() / people
    shares = f"about {young:.0f} are under {YOUNG} and {old:.0f} are {OLD} or over"
    return sentence(f"{about}. Of every 100, {shares}")
