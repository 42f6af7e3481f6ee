"""From which day a partner that leaves is no longer bound."""

import datetime

from tilth.agree.agreements.clauses import Clauses
from tilth.agree.agreements.leaving import free_from

SAID = datetime.date(2026, 3, 1)


def test_notice_runs_from_the_day_it_is_given():
    assert free_from(Clauses(notice_days=90), SAID) == datetime.date(2026, 5, 30)
    assert free_from(Clauses(notice_days=0), SAID) == SAID


def test_a_partner_may_give_more_notice_never_less():
    later, sooner = datetime.date(2026, 12, 1), datetime.date(2026, 3, 2)
    assert free_from(Clauses(notice_days=30), SAID, wished=later) == later
    assert free_from(Clauses(notice_days=30), SAID, wished=sooner) == datetime.date(2026, 3, 31)
