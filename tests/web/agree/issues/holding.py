"""What every test of hard things does with others."""

import datetime

from tilth.web.agree.actions import issues_together as together

DAY = datetime.date(2026, 3, 2)


def hold_with(stands, issue, *slugs):
    """Other partners come to hold it too; every owner agrees each time."""
    for slug in slugs:
        put = together.put(stands("charities"), issue, "hold", slug)
        agreed_by_all(stands, issue, put.pk)
        together.join(stands(slug), issue, True)


def agreed_by_all(stands, issue, number):
    for one in issue.owners.exclude(slug="charities"):
        together.agree(stands(one.slug), issue, number)
