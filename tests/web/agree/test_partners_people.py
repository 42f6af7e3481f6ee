"""The directory of people: one profile with every part, and nobody named who did not say so."""

import datetime

import pytest
from django.contrib.auth import get_user_model

from tests.web.agree.making import board_of
from tilth.web.agree.models import Role, Step

pytestmark = pytest.mark.django_db
AT, DAY = "/agree/people/", datetime.date(2020, 1, 1)


def known(name, **part):
    """Somebody with one part."""
    person = get_user_model().objects.create_known(name, background=part.pop("background", ""))
    role = Role.objects.create(person=person, **{"title": "Member", "since": DAY, **part})
    return person, role


def test_one_profile_holds_the_parts_of_several_partners_and_layers(visit, table):
    """P-003 B-150 P-041: several roles in one profile, with background and interests."""
    ana, _ = known("Ana Reyes", title="GP partner", partner=table["hospital"],
                   background="General practice")  # fmt: skip
    Role.objects.create(
        person=ana, title="Lead", body=board_of(), layer="place", since=DAY, leads=True
    )
    Role.objects.create(person=ana, title="Trustee", partner=table["club"], since=DAY,
                        until=datetime.date(2021, 1, 1))  # fmt: skip
    page = visit(f"{AT}{ana.ref}/")
    assert "GP partner , for General Hospital" in page
    assert "Lead , Place board , place" in page
    assert "What they did before Trustee" in page
    assert "Comes from General practice" in page


def test_the_directory_is_searched_by_name_partner_and_part(visit, table):
    """B-013: one directory across organisations."""
    known("Ana Reyes", title="GP partner", partner=table["hospital"])
    known("Tom Farrell", title="Director of adult services", partner=table["council"])
    assert "2 of 2 people" in visit(AT)
    found = visit(f"{AT}?q=council+ADULT")
    assert "1 of 2 people" in found
    assert "Ana Reyes" not in found
    assert "Nobody fits these words" in visit(f"{AT}?q=plumber")
    assert "Tom Farrell,Director of adult services,Council" in visit("/agree/people.csv")


def test_champions_are_listed_from_the_widest_layer_to_the_nearest(visit, table):
    """B-116 B-036: champions and connectors by layer."""
    known("Near Neighbour", layer="neighbourhood", champion=True)
    known("Wide Nation", layer="nation", champion=True)
    page = visit(AT)
    page = page[page.index("Champions and connectors") :]
    assert page.index("Wide Nation") < page.index("Near Neighbour")


def test_AC_an_expert_by_experience_is_named_only_with_consent(visit, person_as, table):
    """B-090: named contributors, with consent; withdrawn as easily as given."""
    board = board_of()
    chloe, role = known("Chloe Doyle", title="Expert", body=board, expert=True)
    for at in (AT, f"{AT}?q=chloe", "/agree/people.csv", "/agree/people.json",
               "/agree/bodies/place-board/", "/agree/bodies/who-leads/"):  # fmt: skip
        assert "Chloe" not in visit(at).replace("“chloe”", "")
        assert chloe.ref not in visit(at).html
    assert "1 person takes part as an expert by experience" in visit(AT)
    assert "1 expert by experience who has not said" in visit("/agree/bodies/place-board/")
    assert visit(f"{AT}{chloe.ref}/").status == 404
    named = visit(f"{AT}parts/{role.pk}/named/", who="secretariat", post={})
    assert named.goes_to == f"{AT}{chloe.ref}/"
    assert "Chloe Doyle" in visit(AT)
    assert "Chloe Doyle" in visit("/agree/bodies/place-board/")
    visit(f"{AT}parts/{role.pk}/not-named/", who="secretariat", post={})
    assert "Chloe" not in visit(AT)
    assert visit(f"{AT}{chloe.ref}/").status == 404


def test_AC_somebody_takes_their_own_name_back(visit, person_as, table):
    me = person_as("partner", partner="charities", email="me@example.org", name="Bea Lowe")
    role = Role.objects.create(person=me, title="Expert", body=board_of(), expert=True, since=DAY,
                               consented=DAY)  # fmt: skip
    assert "Do not name me any more" in visit(f"{AT}{me.ref}/", who=me)
    page = visit(f"{AT}parts/{role.pk}/not-named/", who=me, post={})
    assert page.goes_to == f"{AT}{me.ref}/"
    assert "I may be named" in visit(f"{AT}{me.ref}/", who=me)
    assert "Bea Lowe" not in visit(AT)


def test_AC_nobody_else_names_or_ends(visit, person_as, table):
    _, named = known("Ana", title="Expert", expert=True, consented=DAY, partner=table["hospital"])
    _, hidden = known("Eve", title="Expert", expert=True, partner=table["hospital"])
    other = person_as("partner", partner="charities")
    for what in ("not-named", "end"):
        visit(f"{AT}parts/{named.pk}/{what}/", who=other, post={})
        assert visit(f"{AT}parts/{hidden.pk}/{what}/", who=other, post={}).status == 404
    assert visit(f"{AT}parts/{hidden.pk}/named/", who=other, post={}).status == 404
    named.refresh_from_db()
    assert (named.consented, named.until) == (DAY, None)
    assert visit(f"{AT}parts/{named.pk}/fly/", who=other, post={}).status == 404
    assert visit(f"{AT}parts/999999/end/", who=other, post={}).status == 404


def test_a_partner_adds_its_own_people_and_parts(visit, person_as, table):
    """P-101 B-117: a leader named for a programme."""
    board = board_of("Steady On", type="programme")
    own = person_as("partner", partner="charities")
    sent = {"name": "Jean Dunne", "title": "Walk leader", "partner": "charities",
            "since": "2020-01-01", "leads": "on", "body": "steady-on"}  # fmt: skip
    page = visit(f"{AT}new/", who=own, post=sent)
    jean = get_user_model().objects.get(name="Jean Dunne")
    assert page.goes_to == f"{AT}{jean.ref}/"
    assert (jean.email, jean.is_active) == (None, False)
    assert "Steady On : Jean Dunne , Walk leader" in visit("/agree/bodies/who-leads/")
    more = {"title": "Connector", "partner": "charities", "layer": "neighbourhood",
            "champion": "on", "since": "2021-01-01"}  # fmt: skip
    assert visit(f"{AT}{jean.ref}/part/", who=own, post=more).goes_to == f"{AT}{jean.ref}/"
    assert Role.objects.filter(person=jean).count() == 2
    role = Role.objects.get(title="Connector")
    visit(f"{AT}parts/{role.pk}/end/", who=own, post={})
    role.refresh_from_db()
    assert role.until is not None
    assert "It has ended already" in visit(
        f"{AT}parts/{role.pk}/end/", who=own, post={}, follow=True
    )
    assert board.parts.count() == 1


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"partner": "hospital"}, "from your own partner only"),
        ({"partner": ""}, "from your own partner only"),
        ({"and_for": "charities"}, "two different partners"),
        ({"title": ""}, "There is a problem"),
        ({"since": "soon"}, "There is a problem"),
        ({"partner": "nobody"}, "There is a problem"),
    ],
)
def test_AC_a_part_that_cannot_be_is_refused(visit, person_as, table, sent, said):
    told = {"name": "Eve", "title": "Member", "partner": "charities", "since": "2020-01-01"} | sent
    page = visit(f"{AT}new/", who=person_as("partner", partner="charities"), post=told)
    assert said in page
    assert not get_user_model().objects.filter(name="Eve").exists()


def test_AC_only_those_who_keep_it_say_who_chairs(visit, person_as, table):
    board_of()
    told = {"name": "Ruth", "title": "Chair", "body": "place-board", "since": "2020-01-01",
            "chair": "on", "independent": "on"}  # fmt: skip
    own = person_as("partner", partner="charities")
    visit(f"{AT}new/", who=own, post=told | {"partner": "charities"})
    assert not Role.objects.filter(chair=True).exists()
    visit(f"{AT}new/", who="secretariat", post=told)
    assert Role.objects.get(chair=True).independent
    nothing = visit(f"{AT}new/", who="secretariat", post=told | {"body": ""})
    assert "Say for which partner, on which body or at which layer" in nothing
    joint = visit(f"{AT}new/", who="secretariat", post=told | {"and_for": "council"})
    assert "A joint role has two partners" in joint


def test_what_people_tell_of_themselves_is_theirs_and_stays_out_of_histories(
    visit, person_as, table
):
    """P-041: role holders record sector background and interests."""
    ana, _ = known("Ana Reyes", partner=table["charities"])
    sent = {"background": "Nursing", "interests": "Her sister is on the board"}
    own = person_as("partner", partner="charities")
    assert visit(f"{AT}{ana.ref}/about/", who=own, post=sent).goes_to == f"{AT}{ana.ref}/"
    assert "Her sister is on the board" in visit(f"{AT}{ana.ref}/")
    step = Step.objects.get(about=f"person:{ana.ref}")
    assert "sister" not in f"{step.words}{step.before}{step.after}"
    other = person_as("partner", partner="club", email="x@example.org")
    page = visit(f"{AT}{ana.ref}/about/", who=other, post={"background": "Thief"})
    assert "Only they, their partner or the secretariat" in page
    long = visit(f"{AT}{ana.ref}/about/", who=own, post={"background": "x" * 201})
    assert "There is a problem" in long


def test_those_who_do_not_sign_in_are_not_listed_as_shut_out(visit, table):
    ana, _ = known("Ana Reyes", partner=table["charities"])
    page = visit("/manage/people/", who="administrator")
    assert "Ana Reyes" not in page
    assert visit(f"/manage/people/{ana.ref}/", who="administrator").status == 404


def test_AC_a_stranger_signs_in_and_a_resident_finds_nothing(visit, table):
    assert visit(AT, who=None).goes_to.startswith("/sign-in/")
    assert visit(AT, who="resident").status == 404
    assert visit(f"{AT}{'a' * 16}/").status == 404
