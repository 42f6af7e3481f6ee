"""One person signed in on several devices: as docs/reference/access.md says."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from tests.conftest import ROOT
from tilth.web.house.sessions import SEEN


@pytest.mark.django_db
def test_AC_07_any_number_of_sessions_at_once_each_ends_by_itself_and_all_with_their_person(
    person_as,
):
    """ASVS 7.1.2: what is written of sessions at once is what happens."""
    written = " ".join((ROOT / "docs" / "reference" / "access.md").read_text().split())
    assert "on any number of devices at once" in written
    person, devices = person_as("analyst"), [Client() for _ in range(6)]
    for one in devices:
        one.force_login(person)
    assert all(one.get("/manage/roles/").status_code == 200 for one in devices)
    old = devices[0].session
    old[SEEN] -= 31 * 60
    old.save()
    told = [one.get("/manage/roles/").status_code for one in devices]
    assert told == [302, 200, 200, 200, 200, 200]
    person.is_active = False
    person.save()
    assert {one.get("/manage/roles/").status_code for one in devices} == {302}
    assert not Session.objects.filter(session_key=devices[1].session.session_key).exists()
