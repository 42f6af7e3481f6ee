"""Questions about where, and about the linked people as a whole."""

from tilth.store.checking.asking import Question
from tilth.store.engine import name, text


def unknown_to(rows, column, known, key):
    """Cells that are not in a published list. known: its relation; key: its column."""
    over = (
        f"(select r._version, r.line, k.{name(key)} is null as lost from {rows} r "
        f"left join (select distinct {name(key)} from {known}) k "
        f"on k.{name(key)} = r.{name(column)} where r.{name(column)} is not null)"
    )
    return Question(over, "lost")


def elsewhere(rows, postcode, postcodes, areas):
    """Known postcodes that lie outside the place's small areas."""
    inside = f"select code from {areas} where layer = 'lsoa21'"
    over = (
        f"(select r._version, r.line, i.code is null as outside from {rows} r "
        f"join {postcodes} p on p.postcode = r.{name(postcode)} "
        f"left join ({inside}) i on i.code = p.lsoa21)"
    )
    return Question(over, "outside")


def disagree(records, links, column):
    """Linked people, as units, whose records in two sources or more say different things.

    records: relation of record, source and the column. links: relation of record and person.
    """
    c = name(column)
    over = (
        f"(select l.person::varchar as unit, count(distinct r.source) as sources, "
        f"min(r.{c}) <> max(r.{c}) as differ from {records} r join {links} l using (record) "
        f"where r.{c} is not null group by 1)"
    )
    return Question(over, "differ", "sources >= 2", units=True)


def linked_alone(links, source):
    """Records of one source, as units, that are linked to no record of another source."""
    shared = f"select person from {links} group by 1 having count(distinct source) > 1"
    over = (
        f"(select l.record::varchar as unit, s.person is null as alone from {links} l "
        f"left join ({shared}) s using (person) where l.source = {text(source)})"
    )
    return Question(over, "alone", units=True)


def far_from_published(people, residents, areas, layer, gap):
    """Areas, as units, whose linked residents differ from the published ones by over `gap`.

    people: the release's persons. residents: the published counts. areas: the release's small
    areas. layer: the layer compared. Areas of under 200 published residents are not judged.
    """
    linked = (
        f"select a.{name(layer)} as code, count(*) as n from {people} p "
        f"join {areas} a using (lsoa21) where p.resident and p.died_on is null group by 1"
    )
    # The total where one is published, else the sum of the ages, else of the ages of each sex.
    published = (
        "select code, coalesce(sum(people) filter (sex = 'all' and age_from = 0 and age_to = 120), "
        "sum(people) filter (sex = 'all'), sum(people)) as n "
        f"from {residents} where layer = {text(layer)} and ethnic_group = 'all' "
        f"and period = (select max(period) from {residents} where layer = {text(layer)} "
        "and ethnic_group = 'all') group by 1"
    )
    over = (
        f"(select b.code as unit, coalesce(a.n, 0) as n, b.n as published from ({published}) b "
        f"left join ({linked}) a using (code))"
    )
    wrong = f"abs(n - published) > {float(gap)!r} * published"
    return Question(over, wrong, "published >= 200", units=True)


def never_seen(concepts, events):
    """Concepts of the release, as units, of which there is no event."""
    over = (
        f"(select c.concept as unit, e.concept is null as never from {concepts} c "
        f"left join (select distinct concept from {events}) e using (concept))"
    )
    return Question(over, "never", units=True)


def of_the_other_sex(events, people, female, male):
    """People, as units, with an event only the other sex can have. female, male: concepts."""

    def listed(words):
        return ", ".join(map(text, words)) or "''"

    over = (
        f"(select e.person::varchar as unit, bool_or(case when p.sex = 'male' "
        f"then e.concept in ({listed(female)}) else e.concept in ({listed(male)}) end) as wrong "
        f"from {events} e join {people} p using (person) where p.sex in ('female', 'male') "
        f"and e.concept in ({listed([*female, *male])}) group by 1)"
    )
    return Question(over, "wrong", units=True)


def after_death(events, people, days):
    """People who have died, as units, with an event more than so many days later."""
    over = (
        f"(select e.person::varchar as unit, max(e.date) > min(p.died_on) + {int(days)} as late "
        f"from {events} e join {people} p using (person) where p.died_on is not null group by 1)"
    )
    return Question(over, "late", units=True)


def value_outside(events, concept, least, most):
    """Values of one concept outside what it can be, person by person, as units."""
    bounds = [f"value < {least!r}"] if least is not None else []
    bounds += [f"value > {most!r}"] if most is not None else []
    over = (
        f"(select person::varchar as unit, {' or '.join(bounds)} as wrong from {events} "
        f"where concept = {text(concept)} and value is not null)"
    )
    return Question(over, "wrong", units=True)


def without(people, column):
    """People of the release, as units, of whom something is not known."""
    over = f"(select person::varchar as unit, {name(column)} is null as lost from {people})"
    return Question(over, "lost", units=True)
