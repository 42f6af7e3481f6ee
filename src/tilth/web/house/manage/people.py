"""People and their roles."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from tilth.web.house.access import route
from tilth.web.house.access.telling import PURPOSE_WORDS, role_words
from tilth.web.house.answering import sent, tried
from tilth.web.house.by import By
from tilth.web.house.manage import actions, forms
from tilth.web.house.manage.granting import takes_two
from tilth.web.house.manage.showing import page
from tilth.web.house.models import HeldRole, Person

KEEPERS = {"administrator", "ig_lead"}
PEOPLE = ("People", "/manage/people/")
managing = route(level="D1", purpose="assure", roles=KEEPERS)


def sign_in():
    """Those with an account; not those who are only known here by a part they play."""
    return Person.objects.exclude(email=None)


@require_safe
@managing
def people(request):
    """Everyone who may sign in, by name, and what waits for a second yes."""
    everyone = sign_in().order_by("name", "email").prefetch_related("held_roles")
    return page(
        request,
        "people",
        "People",
        everyone=[shown(one, request.place) for one in everyone],
        waiting=waiting(request),
        invite=forms.Invite(request.place),
    )


@require_POST
@managing
def invite(request):
    """Let somebody in."""
    form = forms.Invite(request.place, request.POST)
    said = "They may sign in now. Give them a role next."
    return sent(
        request,
        form,
        "/manage/people/",
        lambda told: actions.invite(By.of(request), **told),
        said,
    )


@require_safe
@managing
def person(request, ref):
    """One person: their roles, until when, and what may be changed."""
    one = get_object_or_404(sign_in(), ref=ref)
    return page(
        request,
        "person",
        one.name or one.email,
        crumbs=[PEOPLE],
        one=shown(one, request.place),
        asking=forms.AskRole(request.place),
        last=forms.LastDay(initial={"until": one.until}, auto_id="last-%s"),
        itself=one.pk == request.user.pk,
    )


@require_POST
@managing
def ask_role(request, ref):
    """Ask for a role for somebody."""
    one = get_object_or_404(sign_in(), ref=ref)
    form = forms.AskRole(request.place, request.POST)

    def do(told):
        actions.ask_role(By.of(request), one, **told)

    two = takes_two(request.POST.get("role", ""))
    said = "Asked for. Somebody else must agree." if two else "The role is theirs from now on."
    return sent(request, form, f"/manage/people/{ref}/", do, said)


ROLE_ACTS = {
    "approve": (actions.approve_role, "The role is theirs from now on."),
    "refuse": (actions.refuse_role, "Refused. Nothing was given."),
    "end": (actions.end_role, "The role has ended. You can ask for it again."),
}


@require_POST
@managing
def role_act(request, number, what):
    """Agree to a role, refuse it, or end it."""
    if what not in ROLE_ACTS:
        raise Http404
    held = get_object_or_404(HeldRole, pk=number)
    do, said = ROLE_ACTS[what]
    back = f"/manage/people/{held.person.ref}/"
    return tried(request, back, lambda: do(By.of(request), held), said)


@require_POST
@managing
def narrow_role(request, number):
    """Leave less of a role."""
    held = get_object_or_404(HeldRole, pk=number)
    return sent(
        request,
        forms.Narrow(request.POST),
        f"/manage/people/{held.person.ref}/",
        lambda told: actions.narrow_role(By.of(request), held, **told),
        "The role is narrower from now on.",
    )


PERSON_ACTS = {
    "deactivate": (actions.deactivate, "They cannot come in any more. You can bring them back."),
    "bring-back": (actions.bring_back, "They may come in again."),
}


@require_POST
@managing
def person_act(request, ref, what):
    """Shut somebody out, or bring them back."""
    if what not in PERSON_ACTS:
        raise Http404
    one = get_object_or_404(sign_in(), ref=ref)
    do, said = PERSON_ACTS[what]
    return tried(request, f"/manage/people/{ref}/", lambda: do(By.of(request), one), said)


@require_POST
@managing
def last_day(request, ref):
    """Set somebody's last day."""
    one = get_object_or_404(sign_in(), ref=ref)
    return sent(
        request,
        forms.LastDay(request.POST),
        f"/manage/people/{ref}/",
        lambda told: actions.set_until(By.of(request), one, told["until"]),
        "Their last day is set.",
    )


def waiting(request):
    """Roles that wait for a second yes, and whether this reader may give it."""
    asked = HeldRole.objects.filter(waiting=True).select_related("person", "asked_by")
    return [
        {
            "held": one,
            "role": role_words(one.role),
            "mine": one.asked_by_id == request.user.pk or one.person_id == request.user.pk,
        }
        for one in asked.order_by("pk")
    ]


def shown(one, place):
    """A person as the pages show them, with the roles they hold, held or wait for."""
    today = timezone.localdate()
    names = {p.slug: p.name for p in place.partners}
    held = [
        {
            "held": role,
            "role": role_words(role.role),
            "partner": names.get(role.partner, role.partner),
            "state": state_of(role, today),
            "narrow": forms.Narrow(
                initial={"purposes": role.purposes or list(PURPOSE_WORDS), "until": role.until},
                prefix=None,
                auto_id=f"role-{role.pk}-%s",
            ),
        }
        for role in one.held_roles.all()
    ]
    left = not one.is_active or (one.until is not None and one.until < today)
    return {"person": one, "partner": names.get(one.partner, one.partner), "held": held} | {
        "state": "shut out" if not one.is_active else "has left" if left else "here",
        "live": [r["role"] for r in held if r["state"] == "live"],
    }


def state_of(role, today):
    """live, waiting for a second yes, not begun, or ended."""
    if role.waiting:
        return "waiting"
    if role.until is not None and role.until < today:
        return "ended"
    return "live" if role.since <= today else "not begun"
