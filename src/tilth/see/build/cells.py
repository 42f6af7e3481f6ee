"""The sums of small cells kept beside each release, so that pages answer at once."""

from tilth.ground.criterion import Definition
from tilth.see.build.code import code_of
from tilth.see.needs.change import began
from tilth.see.needs.indicator import Indicator
from tilth.see.needs.statistics import STATISTICS
from tilth.store.counting.periods import period_ends
from tilth.store.counting.population import Population
from tilth.store.needs.kept import described
from tilth.store.stages import stage

FINEST = ("lsoa21", "sex", "ethnic_group", "age_group")
HOME = ("lsoa21",)
BY_AGE = ("lsoa21", "age_group")


def cells(place, release, *, before=None, verify=True):
    """The stage of counted cells: every indicator for now, and its usual series by small area.

    before: the folder of the release that was in service, from whose cells these are made where
    few people changed. Made once: the same release and the same indicators, the same bytes.
    """
    named = {name: one.parsed() for name, one in place.all(Definition).items()}
    with Population(release, criteria=named, place=place) as people:
        wanted = [people.wanted(list(asked), *key) for key, asked in _asked(place, people).items()]
        wanted, code = [want for want in wanted if want.measures], code_of("cells")

        def make(folder):
            people.keep(folder, wanted, code=code, before=before)

        made_from = {"code": code, "release": release.fingerprint}
        made_from["wanted"] = [described(want) for want in wanted]
        return stage(place.store_folder, "index", made_from, make, verify=verify)


def _asked(place, people):
    """(groups, dates, living) -> the measures to be counted so, in the order of indicators."""
    asked = {}
    for indicator in place.all(Indicator).values():
        if indicator.counted and not indicator.retired:
            for measure, *key in _of(people, indicator):
                asked.setdefault(tuple(key), {})[measure] = None
    return asked


def _of(people, indicator):
    """Every (measure, groups, dates, living) of an indicator: of now, and of its series."""
    statistic, now = STATISTICS[indicator.statistic], (people.as_of,)
    spans = statistic.days(indicator, people.as_of) if statistic.days else {}
    for key, ask in statistic.asks(indicator).items():
        over = spans[key].over if spans else None
        groups, dates = (BY_AGE, over) if over else (FINEST, now)
        yield ask.measure, groups, dates, ask.living
    if not spans:
        step = indicator.step if indicator.rests_on_period else None
        since = began(people, indicator.step)
        dates = tuple(period_ends(indicator.step, since=since, until=people.as_of))
        for ask in statistic.asks(indicator, step).values():
            yield ask.measure, HOME, dates, ask.living
