"""What programs may ask, and what they are told."""

import csv
import datetime
import io
import json

import pyarrow.parquet as pq
import pytest

from tilth.web.house.access.actors import new_secret

pytestmark = pytest.mark.django_db
VALUES = "/api/v1/indicators/inactive_adults/values"


@pytest.fixture
def token(person_as):
    """A function that gives the header of a program someone sent: token("analyst")."""
    from django.utils import timezone

    from tilth.web.house.models import Token

    def make(role="analyst", *, days=30, purposes=("plan",), levels=("D1",)):
        secret, kept = new_secret()
        today = timezone.localdate()
        until = today + datetime.timedelta(days)
        Token.objects.create(
            person=person_as(role), name="R", hash=kept, levels=list(levels),
            purposes=list(purposes), made=today - datetime.timedelta(60), until=until,
        )  # fmt: skip
        return {"HTTP_AUTHORIZATION": f"Bearer {secret}"}

    return make


@pytest.fixture
def ask(client, showing, demo_place, token):
    """A function that asks as a program does: ask(address) -> response."""

    def read(address, *, of=None, **headers):
        showing(place=of or demo_place)
        return client.get(address, **(headers or token()))

    return read


def test_a_program_reads_the_same_rows_as_the_page(ask, visit, demo_place):
    told = ask(f"{VALUES}?layer=neighbourhood").json()
    page = visit("/see/indicators/inactive_adults/neighbourhood/", place=demo_place)
    assert told["rows"]
    assert told["sentence"] in page
    for row in told["rows"]:
        assert row["name"] in page
        assert str(row["value"]) in page


def test_every_kind_of_file_holds_the_same_values(ask):
    rows = ask(f"{VALUES}?layer=neighbourhood&by=sex").json()["rows"]
    values = [None if r["value"] in (None, "*") else r["value"] for r in rows]
    text = ask(f"{VALUES}?layer=neighbourhood&by=sex&format=csv")
    assert text.headers["Content-Type"].startswith("text/csv")
    read = [r["value"] for r in csv.DictReader(io.StringIO(text.content.decode()))]
    assert [None if v in ("", "*") else float(v) for v in read] == values
    columns = ask(f"{VALUES}?layer=neighbourhood&by=sex&format=parquet").content
    assert pq.read_table(io.BytesIO(columns))["value"].to_pylist() == values
    shapes = json.loads(ask(f"{VALUES}?layer=neighbourhood&format=geojson").content)
    assert shapes["type"] == "FeatureCollection"
    assert shapes["features"]


def test_places_areas_and_indicators_describe_themselves(ask, demo_place):
    place = ask("/api/v1/place").json()
    assert place["name"] == demo_place.name
    assert place["synthetic"]
    assert place["hidden_below"] == 8
    areas = ask("/api/v1/areas?layer=neighbourhood").json()
    assert "Old Pits" in {a["familiar"] for a in areas}
    one = ask(f"/api/v1/areas/{areas[0]['code']}").json()
    assert one == areas[0]
    listed = ask("/api/v1/indicators?theme=activity").json()
    assert "inactive_adults" in {i["name"] for i in listed}
    assert {i["theme"] for i in listed} == {"activity"}
    assert ask("/api/v1/indicators/inactive_adults").json()["values"] == VALUES


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/api/v1/indicators/inactive_adult", 404, "Did you mean inactive_adults?"),
        ("/api/v1/areas/nowhere", 404, "there is no area nowhere"),
        ("/api/v1/areas?layer=planet", 404, "There are: neighbourhood"),
        (f"{VALUES}?layer=planet", 404, "planet"),
        (f"{VALUES}?by=shoe_size", 422, "deprivation_fifth"),
        (f"{VALUES}?format=exe", 422, "parquet"),
    ],
)
def test_what_is_wrong_is_said_with_the_remedy(ask, address, status, words):
    answer = ask(address)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == status
    assert words in json.dumps(told)


def test_AC_a_stranger_is_asked_who_they_are_wherever_they_ask(ask):
    answers = [ask(at, HTTP_ACCEPT="*/*") for at in (VALUES, "/api/v1/place", "/api/v1/secret")]
    assert {a.status_code for a in answers} == {401}
    assert len({a.content for a in answers}) == 1
    assert answers[0].headers["WWW-Authenticate"] == "Bearer"


def test_AC_a_token_that_has_ended_or_reads_for_another_purpose_opens_nothing(ask, token):
    for header in (token(days=-1), token(purposes=("care",)), token(levels=("D0",))):
        assert ask(VALUES, **header).status_code in (401, 404)


def test_AC_someone_signed_in_may_read_without_a_token(client, person_as, showing, demo_place):
    showing(place=demo_place)
    client.force_login(person_as("analyst"))
    assert client.get("/api/v1/place").status_code == 200
    lost = client.get("/api/v1/people")
    assert lost.status_code == lost.json()["status"] == 404


def test_AT_the_api_only_reads(client, showing, demo_place, token):
    showing(place=demo_place)
    for method in (client.post, client.put, client.delete, client.patch):
        assert method(VALUES, **token()).status_code == 405


def test_DC_no_handful_leaves_by_the_api(ask):
    for query in ("by=ethnic_group", "by=age_group", "by=deprivation_fifth", "over=quarter"):
        for row in ask(f"{VALUES}?layer=neighbourhood&{query}").json()["rows"]:
            for count in (row["numerator"], row["denominator"]):
                assert count in (None, "*", 0) or (count >= 8 and count % 5 == 0)


def test_the_description_names_every_address_and_anyone_may_read_it(client, showing, demo_place):
    showing(place=demo_place)
    told = client.get("/api/v1/openapi.json").json()
    assert told["info"]["title"] == "Tilth"
    assert VALUES.replace("inactive_adults", "{name}") in told["paths"]
    page = client.get("/api/").content.decode()
    assert all(address in page for address in told["paths"])


def test_the_values_come_as_fingertips_download_has_them(ask):
    """The columns a council's own tools already read; a hidden figure is an empty cell."""
    told = ask(f"{VALUES}?layer=neighbourhood&format=fingertips")
    assert told["Content-Type"].startswith("text/csv")
    first, *rows = told.content.decode().splitlines()
    assert first.startswith("Indicator ID,Indicator Name,Parent Code")
    assert rows
    assert "*" not in told.content.decode()
