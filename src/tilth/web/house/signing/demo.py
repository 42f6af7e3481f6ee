"""The role buttons of the demo: on a made-up place, from this machine, and nowhere else."""

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from tilth.web.environment import is_loopback
from tilth.web.house.access import ANYONE, ROLES, route
from tilth.web.house.signing.returning import back_to

BACKEND = "django.contrib.auth.backends.ModelBackend"
FORWARDED = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_VIA")
# role: what the button says, and the partner it stands for in Greenmarch.
PARTS = {
    "director": ("Director of place", "council"),
    "chair": ("Independent chair", ""),
    "secretariat": ("Secretariat", "council"),
    "partner": ("Charity lead", "charities"),
    "analyst": ("Analyst", "council"),
    "neighbourhood_lead": ("Neighbourhood team lead", "community"),
    "link_worker": ("Link worker", "community"),
    "clinician": ("Clinician", "community"),
    "evaluator": ("Evaluator", "council"),
    "checker": ("Checker of figures", "council"),
    "ig_lead": ("Information governance lead", "council"),
    "administrator": ("Administrator", "council"),
    "resident": ("Resident", ""),
}


def buttons_shown(request):
    """Whether this request may see and press the buttons."""
    bound = settings.BOUND_TO.rpartition(":")[0]
    return (
        settings.DEMO
        and is_loopback(bound)
        and is_loopback(request.META.get("REMOTE_ADDR", ""))
        and not any(request.META.get(name) for name in FORWARDED)
    )


def buttons():
    """role -> what its button says, in the order people meet them."""
    return {role: PARTS[role][0] for role in PARTS if role in ROLES}


@route(level="D0", purpose="assure", roles=ANYONE)
@require_POST
def sign_in_as(request, role):
    """Come in as one of the made-up people of the demo."""
    if role not in PARTS or not buttons_shown(request):
        raise Http404
    login(request, made_up(role), backend=BACKEND)
    UserSession.objects.create_from_request(request)
    return redirect(back_to(request) or settings.LOGIN_REDIRECT_URL)


def made_up(role):
    """The made-up person who holds a role in the demo, made when first needed."""
    says, partner = PARTS[role]
    people, email = get_user_model().objects, f"{role}@demo.invalid"
    found = people.filter(email=email).first()
    return found or people.create_user(email, f"{says} (made up)", roles=[role], partner=partner)
