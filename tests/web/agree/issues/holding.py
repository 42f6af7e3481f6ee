"""What every test of hard things does with others."""

import datetime

from tilth.web.agree.actions import issues_together as together

DAY = datetime.date(2026, 3, 2)


def hold_with(from_, issue, *slugs):
    """Other partners come to hold it too; every owner agrees each time."""
    for slug in slugs:
        put = together.put(from_("charities"), issue, "hold", slug)
        agreed_by_all(from_, issue, put.pk)
        together.join(from_(slug), issue, True)


def agreed_by_all(from_, issue, number):
    for one in issue.owners.exclude(slug="charities"):
        together.agree(from_(one.slug), issue, number)


def somebody(person_as, slug, role="partner"):
    return person_as(role, email=f"{role}.{slug}@example.org", partner=slug)
