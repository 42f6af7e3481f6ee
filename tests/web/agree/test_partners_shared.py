"""People partners know together: how many, on what footing, who may see whom; a lapse closes it."""

import datetime

import pyarrow.parquet as pq
import pytest
from django.utils import timezone

from tests.web.agree.making import board_of, partner_of
from tilth.ground.disclosure import HIDDEN
from tilth.store.releases import open_release
from tilth.web.agree.models import Agreement, Role, Signature, Version
from tilth.web.agree.partners import shared
from tilth.web.house.models import HeldRole, Sharing

pytestmark = pytest.mark.django_db
AS_OF = datetime.date(2026, 3, 31)
DAY = datetime.timedelta(days=1)
AT = "/agree/partners/hospital/shared/"
CARE = ["hospital_admissions", "adult_social_care"]


def both_known(place, one, other):
    """The slow twin: who is seen by both, counted person by person."""
    table = pq.read_table(open_release(place).path("seen"), columns=["person", "partner"])
    people = {one: set(), other: set()}
    for row in table.to_pylist():
        people.setdefault(row["partner"], set()).add(row["person"])
    return len(people[one] & people[other])


def agreed(table, until=AS_OF + 90 * DAY):
    """Hospital and council agree to care for people together."""
    one = Agreement.objects.create(slug="care", title="Care as one", type="sharing", sources=CARE)
    clauses = {"parties": ["hospital", "council"], "purposes": ["care", "plan"]}
    version = Version.objects.create(
        agreement=one, number=1, since=AS_OF - 30 * DAY, until=until, clauses=clauses
    )
    for slug in clauses["parties"]:
        Signature.objects.create(version=version, partner=table[slug], name="A", on=version.since)
    return one


def test_P_152_how_many_people_both_know_passes_the_door(visit, table, demo_place):
    """P-152, DC-01: the count of each pair is the rounded one, and none of 1 to 7 is there."""
    page = visit(AT, place=demo_place)
    exact = {other: both_known(demo_place, "hospital", other) for other in ("council", "club")}
    for other, count in exact.items():
        name = table[other].name
        shown = (count + 2) // 5 * 5
        assert count >= 8
        assert f"General Hospital and {name} People both know {shown:,} " in page
    told = shared._through_door(demo_place, open_release(demo_place).name)
    assert told["pairs"]["council hospital"] == (exact["council"] + 2) // 5 * 5
    assert all(n == HIDDEN or n == 0 or (n >= 8 and n % 5 == 0) for n in told["pairs"].values())


def test_P_152_each_partner_has_its_own_right_access(visit, table, demo_place, person_as):
    """P-152, AC: by name only one's own list; an agreement for care names both; else it is shut."""
    agreed(table)
    person_as("clinician", partner="hospital")
    page = visit(AT, place=demo_place)
    assert "Open until 29 June 2026, under Care as one" in page
    assert "/agree/agreement/care/" in page.links
    assert "Not open: what Together Homes sends is not for care" in page
    assert "General Hospital: Clinician" in page
    assert "Club Community Trust: nobody signs in to care for people" in page
    assert "No project reads these partners' rows now." in page
    assert "made up, until 31 March 2027" in page
    Sharing.objects.create(
        slug="falls", title="Fewer falls", sources=["hospital_admissions"], purposes=["plan"],
        since=AS_OF, until=timezone.localdate() + DAY, basis="x",
    )  # fmt: skip
    assert "Fewer falls, for planning, until" in visit(AT, place=demo_place)
    assert visit(AT, who="resident").status == 404
    assert visit("/agree/partners/nobody/shared/").status == 404


def test_P_152_a_lapse_closes_the_count_and_the_care_within_the_next_request(
    visit, table, demo_place
):
    """P-152, AC: nothing counted from a closed source is told."""
    one = agreed(table)
    assert "not told" not in visit(AT, place=demo_place)
    one.versions.update(until=AS_OF - DAY)
    page = visit(AT, place=demo_place)
    lapsed = "not told: closed: the agreement Care as one lapsed on 31 March 2026"
    assert f"General Hospital and Council People both know {lapsed}" in page
    assert "Closed: what Council sends for care is closed" in page
    assert "Open until" not in page
    one.versions.update(until=AS_OF + DAY)
    assert "not told" not in visit(AT, place=demo_place)


def test_P_152_a_joint_post_gives_each_partner_its_own_right(visit, table, person_as, demo_place):
    """P-152, AC: the post is told to all; for whom its holder signs in, to the two and keepers."""
    team = board_of("Old Pits team", type="team")
    nurse = person_as("link_worker", name="Ada Nurse", partner="charities")
    Role.objects.create(person=nurse, partner=table["charities"], and_for=table["hospital"],
                        body=team, title="Link worker of both", since=AS_OF - DAY)  # fmt: skip
    at = "/agree/bodies/old-pits-team/shared/"
    page = visit(at, place=demo_place, who="secretariat")
    post = "Link worker of both, Ada Nurse : for Circle of Small Charities and General Hospital."
    assert post in page
    signs = "Signs in for Circle of Small Charities (Link worker). Does not sign in for General"
    assert signs in page
    page = visit(at, place=demo_place, who="director")
    assert post in page
    assert "igns in for" not in page.replace("nobody signs in", "")
    HeldRole.objects.create(person=nurse, role="clinician", partner="hospital", since=AS_OF)
    page = visit(at, place=demo_place, who="ig_lead")
    assert "Signs in for General Hospital (Clinician)." in page
    assert "Circle of Small Charities and General Hospital People both know" in page


def test_partners_that_send_nothing_and_a_place_without_a_count_are_said(visit, table):
    partner_of("walkers", "Walking Group")
    page = visit("/agree/partners/walkers/shared/")
    assert "They send no files, so no one is counted with them: Walking Group" in page
    assert "No two of these partners send files" in page
    assert "Nobody has been counted yet." in visit(AT)


def test_the_pages_of_partners_and_teams_lead_there(visit, table, demo_place):
    assert AT in visit("/agree/partners/hospital/", place=demo_place).links
    board = board_of()
    for slug in ("hospital", "club"):
        Role.objects.create(partner=table[slug], body=board, title="Member", since=AS_OF)
    assert "/agree/bodies/place-board/shared/" in visit("/agree/bodies/place-board/").links
