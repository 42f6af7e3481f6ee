"""People and their roles: a role that reaches people's records takes two."""

import datetime

import pytest
from django.utils import timezone

from tilth.ground.errors import AgreementError
from tilth.web.house.by import By, by_person
from tilth.web.house.manage import actions
from tilth.web.house.manage.granting import REACHES, approval_refusal, refusal, takes_two
from tilth.web.house.models import AuditEntry, HeldRole, Person

DAY = datetime.timedelta(days=1)


@pytest.fixture
def by(person_as, settings):
    """A function that gives somebody in a role, as the one who acts."""
    return lambda role: by_person(person_as(role), settings.PLACE)


@pytest.fixture
def newcomer(db):
    """Somebody without a role."""
    return Person.objects.create_user("new@example.org", "New")


def last():
    """The newest entry of the record, in short."""
    one = AuditEntry.objects.latest("number")
    return one.act, one.role, one.result


def test_a_role_that_only_shows_figures_takes_one(by, newcomer):
    held = actions.ask_role(by("administrator"), newcomer, role="director")
    assert not held.waiting
    assert newcomer.has_role({"director"})
    assert last() == ("gave a role", "administrator", "done")


@pytest.mark.parametrize("role", sorted(REACHES | {"ig_lead", "administrator"}))
def test_AC_02_a_role_that_reaches_records_or_gives_rights_takes_two(by, newcomer, role):
    held = actions.ask_role(by("administrator"), newcomer, role=role)
    assert held.waiting
    assert newcomer.roles_today() == ()
    assert last()[0] == "asked for a role"
    actions.approve_role(by("ig_lead"), held)
    assert Person.objects.get(pk=newcomer.pk).roles_today() == (role,)
    assert last()[0] == "gave a role"


def test_which_roles_take_two():
    assert {"director", "chair", "secretariat", "resident"}.isdisjoint(REACHES)
    assert {"analyst", "link_worker", "clinician", "checker", "evaluator"} <= REACHES
    assert takes_two("ig_lead")
    assert not takes_two("director")


def test_AC_02_nobody_approves_what_they_asked_for(by, newcomer):
    lead = by("ig_lead")
    held = actions.ask_role(lead, newcomer, role="analyst")
    with pytest.raises(AgreementError, match="Nobody approves what they asked for"):
        actions.approve_role(lead, held)
    held.refresh_from_db()
    assert held.waiting


def test_AC_02_nobody_approves_a_role_of_their_own(by, person_as):
    lead = person_as("ig_lead")
    held = actions.ask_role(by("administrator"), lead, role="analyst")
    with pytest.raises(AgreementError, match="a role of their own"):
        actions.approve_role(by("ig_lead"), held)


def test_AC_02_two_administrators_cannot_do_it_between_them(by, newcomer, person_as, settings):
    held = actions.ask_role(by("administrator"), newcomer, role="analyst")
    other = by_person(person_as("administrator", email="b@example.org"), settings.PLACE)
    with pytest.raises(AgreementError, match="must look after sharing"):
        actions.approve_role(other, held)


def test_AC_02_an_administrator_gives_themselves_nothing(by, person_as):
    administrator = by("administrator")
    for role in ("analyst", "director", "ig_lead"):
        with pytest.raises(AgreementError, match="Nobody gives themselves a role"):
            actions.ask_role(administrator, person_as("administrator"), role=role)


def test_AC_02_an_administrator_is_given_no_role_that_sees_records(by, newcomer, person_as):
    with pytest.raises(AgreementError, match="sees nobody's records"):
        actions.ask_role(by("ig_lead"), person_as("administrator"), role="link_worker")
    with pytest.raises(AgreementError, match="End their other role first"):
        actions.ask_role(by("ig_lead"), person_as("analyst"), role="administrator")


def test_AC_02_nor_by_asking_for_both_before_either_is_agreed_to(by, newcomer):
    lead, administrator = by("ig_lead"), by("administrator")
    rows = actions.ask_role(administrator, newcomer, role="analyst")
    with pytest.raises(AgreementError, match="End their other role first"):
        actions.ask_role(administrator, newcomer, role="administrator")
    actions.refuse_role(lead, rows)
    assert last()[0] == "refused a role"
    assert actions.ask_role(administrator, newcomer, role="administrator").waiting


def test_AC_02_what_came_in_between_is_asked_again_when_it_is_agreed_to(by, newcomer):
    held = actions.ask_role(by("administrator"), newcomer, role="analyst")
    HeldRole.objects.create(person=newcomer, role="administrator", since=timezone.localdate())
    with pytest.raises(AgreementError, match="sees nobody's records"):
        actions.approve_role(by("ig_lead"), held)


def test_a_role_is_asked_for_once(by, newcomer):
    actions.ask_role(by("administrator"), newcomer, role="director")
    with pytest.raises(AgreementError, match="hold this role already"):
        actions.ask_role(by("administrator"), newcomer, role="director")


def test_AT_08_one_yes_has_one_effect_however_often_it_is_sent(by, newcomer):
    held = actions.ask_role(by("administrator"), newcomer, role="analyst")
    lead, ends = by("ig_lead"), []
    before = AuditEntry.objects.count()
    for _ in range(50):
        try:
            actions.approve_role(lead, held)
            ends.append("given")
        except AgreementError:
            ends.append("settled already")
    assert ends.count("given") == 1
    assert AuditEntry.objects.count() == before + 1


def test_an_ended_role_is_gone_and_may_be_asked_for_again(by, newcomer):
    held = actions.ask_role(by("administrator"), newcomer, role="director")
    actions.end_role(by("administrator"), held)
    assert newcomer.roles_today() == ()
    assert last()[0] == "ended a role"
    with pytest.raises(AgreementError, match="has ended already"):
        actions.end_role(by("administrator"), held)
    assert actions.ask_role(by("administrator"), newcomer, role="director").pk != held.pk


def test_a_role_is_made_narrower_and_never_wider(by, newcomer):
    until = timezone.localdate() + 10 * DAY
    held = actions.ask_role(by("administrator"), newcomer, role="director", until=until)
    actions.narrow_role(by("administrator"), held, purposes=["plan"], until=until - DAY)
    held.refresh_from_db()
    assert held.purposes == ["plan"]
    assert held.until == until - DAY
    with pytest.raises(AgreementError, match="not wider"):
        actions.narrow_role(by("administrator"), held, purposes=["plan", "eval"])
    with pytest.raises(AgreementError, match="not longer"):
        actions.narrow_role(by("administrator"), held, until=until)
    assert last()[0] == "narrowed a role"


def test_somebody_is_shut_out_and_brought_back(by, newcomer):
    actions.deactivate(by("administrator"), newcomer)
    with pytest.raises(AgreementError, match="done already"):
        actions.deactivate(by("administrator"), newcomer)
    actions.bring_back(by("administrator"), newcomer)
    actions.set_until(by("administrator"), newcomer, datetime.date(2030, 1, 1))
    newcomer.refresh_from_db()
    assert newcomer.is_active
    assert newcomer.until == datetime.date(2030, 1, 1)
    acts = AuditEntry.objects.order_by("-number").values_list("act", flat=True)[:3]
    assert list(acts) == ["set a last day", "brought back", "deactivated"]


def test_nobody_changes_their_own_last_day_or_brings_themselves_back(by, person_as):
    for do in (actions.deactivate, actions.bring_back, lambda b, p: actions.set_until(b, p, None)):
        with pytest.raises(AgreementError, match="their own rights"):
            do(by("administrator"), person_as("administrator"))


def test_somebody_is_let_in_once(by, db):
    actions.invite(by("administrator"), email="Ann@Example.org", name="Ann")
    assert Person.objects.get(email="ann@example.org").roles_today() == ()
    with pytest.raises(AgreementError, match="known here already"):
        actions.invite(by("administrator"), email="ann@example.org", name="Ann")


def test_the_first_who_looks_after_sharing_is_let_in_at_the_machine_and_nobody_after(newcomer, db):
    first = actions.ask_role(By.command(), newcomer, role="ig_lead")
    second = Person.objects.create_user("second@example.org")
    assert not first.waiting
    assert actions.ask_role(By.command(), second, role="ig_lead").waiting


def test_AU_06_the_record_tells_a_reference_and_no_name(by, newcomer):
    actions.ask_role(by("administrator"), newcomer, role="director")
    what = AuditEntry.objects.latest("number").what
    assert newcomer.ref in what
    assert "new" not in what.replace(newcomer.ref, "")


def test_refusals_are_told_in_words():
    assert refusal("king", by="a", to="b", held=frozenset()) == "There is no such role."
    assert refusal("chair", by="a", to="b", held=frozenset()) == ""
    told = {"asked_by": "a", "asked_role": "administrator", "to": "c"}
    assert approval_refusal(by="b", by_role="ig_lead", **told) == ""


# ---- the pages


def test_people_are_listed_by_name_without_counting_what_they_did(visit, person_as):
    person_as("director", name="Zed")
    person_as("chair", name="Amy")
    page = visit("/manage/people/", who="administrator")
    assert page.index("Amy") < page.index("Zed")
    assert "Chair" in page
    assert "Nothing waits." in page


def test_AT_06_a_form_takes_its_own_fields_and_no_other(client, person_as):
    client.force_login(person_as("administrator"))
    told = {"name": "Ann", "email": "ann@example.org", "partner": "", "until": ""}
    more = {"is_active": "", "ref": "f" * 16, "role": "ig_lead", "is_superuser": "1", "id": "1"}
    answer = client.post("/manage/people/invite/", told | more, follow=True)
    assert "They may sign in now." in answer.content.decode()
    ann = Person.objects.get(email="ann@example.org")
    assert ann.is_active
    assert ann.ref != "f" * 16
    assert ann.roles_today() == ()


def test_AT_06_who_asks_and_in_which_role_never_comes_from_the_form(client, person_as, newcomer):
    lead = person_as("ig_lead")
    client.force_login(person_as("administrator"))
    told = {"role": "analyst", "partner": "", "asked_by": lead.pk, "asked_as": "ig_lead"}
    more = {"waiting": "", "approved_by": lead.pk, "person": lead.pk, "since": "2000-01-01"}
    client.post(f"/manage/people/{newcomer.ref}/role/", told | more)
    held = HeldRole.objects.get(person=newcomer)
    assert held.waiting
    assert held.asked_as == "administrator"
    assert held.approved_by is None
    assert held.asked_by.email == "administrator@example.org"
    assert held.since == timezone.localdate()


def test_mistakes_of_a_form_are_told_one_by_one(client, person_as):
    client.force_login(person_as("administrator"))
    told = {"name": "", "email": "not an address", "partner": "club", "until": "soon"}
    page = client.post("/manage/people/invite/", told, follow=True).content.decode()
    for words in ("Name:", "Email address:", "Which partner are they from?:", "Last day:"):
        assert words in page
    assert not Person.objects.filter(name="").exclude(email__endswith="example.org").exists()


def test_a_role_is_asked_for_agreed_to_narrowed_and_ended_on_the_pages(client, person_as, newcomer):
    at = f"/manage/people/{newcomer.ref}/"
    client.force_login(person_as("administrator"))
    page = client.post(f"{at}role/", {"role": "link_worker"}, follow=True).content.decode()
    assert "Somebody else must agree." in page
    assert "waiting" in page
    held = HeldRole.objects.get(person=newcomer)
    assert "nobody approves what they asked for" in client.get("/manage/people/").content.decode()
    client.force_login(person_as("ig_lead"))
    assert "Agree" in client.get("/manage/people/").content.decode()
    page = client.post(f"/manage/held/{held.pk}/approve/", follow=True).content.decode()
    assert "theirs from now on" in page
    assert "live" in page
    told = {"purposes": ["care"], "until": "2099-01-01"}
    page = client.post(f"/manage/held/{held.pk}/narrow/", told, follow=True).content.decode()
    assert "only for care" in page
    page = client.post(f"/manage/held/{held.pk}/end/", follow=True).content.decode()
    assert "The role has ended." in page
    assert "ended" in page
    assert client.post(f"/manage/held/{held.pk}/crown/").status_code == 404


def test_somebody_is_shut_out_on_the_pages_and_brought_back(client, person_as, newcomer):
    at = f"/manage/people/{newcomer.ref}/"
    client.force_login(person_as("administrator"))
    page = client.post(f"{at}deactivate/", follow=True).content.decode()
    assert "shut out" in page
    assert "Bring them back" in page
    page = client.post(f"{at}bring-back/", follow=True).content.decode()
    assert "They may come in again." in page
    page = client.post(f"{at}last-day/", {"until": "2020-01-01"}, follow=True).content.decode()
    assert "has left" in page
    assert client.post(f"{at}crown/").status_code == 404


def test_one_cannot_change_ones_own_page(visit, person_as):
    page = visit(f"/manage/people/{person_as('ig_lead').ref}/", who="ig_lead")
    assert "This is you." in page
    assert "Ask for a role" not in page


def test_every_field_of_a_page_has_an_id_of_its_own(visit, newcomer, person_as):
    import re

    for role in ("chair", "director"):
        newcomer.held_roles.create(role=role, since=timezone.localdate())
    for at in (f"/manage/people/{newcomer.ref}/", "/manage/people/", "/manage/sharing/"):
        ids = re.findall(r'\bid="([^"]+)"', visit(at, who="ig_lead").html)
        assert len(ids) == len(set(ids)), at


def test_a_role_not_begun_is_told_as_such(visit, newcomer):
    HeldRole.objects.create(
        person=newcomer, role="chair", since=timezone.localdate() + DAY, partner="gone"
    )
    page = visit(f"/manage/people/{newcomer.ref}/", who="ig_lead")
    assert "Chair : not begun" in page or "Chair: not begun" in page


def test_AT_06_reading_a_page_changes_nothing(client, person_as, newcomer):
    from django.urls import reverse

    client.force_login(person_as("ig_lead"))
    held = HeldRole.objects.create(person=newcomer, role="chair", since=timezone.localdate())
    for name, told in (
        ("manage-invite", {}),
        ("manage-ask-role", {"ref": newcomer.ref}),
        ("manage-person-act", {"ref": newcomer.ref, "what": "deactivate"}),
        ("manage-role-act", {"number": held.pk, "what": "end"}),
        ("manage-narrow-role", {"number": held.pk}),
        ("manage-make-sharing", {}),
        ("manage-ask-job", {}),
        ("manage-make-token", {}),
        ("manage-verify-audit", {}),
    ):
        before = AuditEntry.objects.count()
        assert client.get(reverse(name, kwargs=told)).status_code == 405, name
        assert AuditEntry.objects.count() == before
    newcomer.refresh_from_db()
    assert newcomer.is_active
    assert newcomer.roles_today() == ("chair",)


def test_AT_06_a_form_from_elsewhere_is_not_taken(person_as, newcomer):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person_as("administrator"))
    answer = strict.post(f"/manage/people/{newcomer.ref}/deactivate/")
    assert answer.status_code == 403
    newcomer.refresh_from_db()
    assert newcomer.is_active


def test_AT_08_manage_pages_cannot_be_framed(visit):
    page = visit("/manage/", who="ig_lead")
    assert page.response["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in page.response["Content-Security-Policy"]
