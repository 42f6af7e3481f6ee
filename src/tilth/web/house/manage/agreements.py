"""Which partners' data may be used for which project, until when, and who works under it."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from tilth.web.house.access import route
from tilth.web.house.access.actors import agreement_of
from tilth.web.house.access.telling import PURPOSE_WORDS
from tilth.web.house.answering import sent, tried
from tilth.web.house.by import By
from tilth.web.house.manage import agreeing, forms
from tilth.web.house.manage.showing import page
from tilth.web.house.models import Sharing

HERE = "/manage/sharing/"
LEADS = {"ig_lead"}


@require_safe
@route(level="D1", purpose="assure", roles={"ig_lead", "administrator", "analyst", "evaluator"})
def sharing(request):
    """Every agreement: what it names, what is left of it today, who works under it."""
    today = timezone.localdate()
    told = [agreement_told(one, request.place, today) for one in Sharing.objects.all()]
    making = forms.Agreement(request.place) if request.decision.role in LEADS else None
    return page(request, "sharing", "Sharing", agreements=told, making=making)


def agreement_told(one, place, today):
    """One agreement as the page shows it: narrowed where a source's own terms leave less."""
    left = agreement_of(one, place)
    lost = [p for p in one.purposes if p not in left.purposes]
    if left.until < today or not left.purposes:
        state = "lapsed"
    elif left.since > today:
        state = "not begun"
    else:
        state = "narrowed" if lost or left.until < one.until else "live"
    return {
        "one": one,
        "left": left,
        "for": [PURPOSE_WORDS[p] for p in sorted(left.purposes)],
        "lost": [PURPOSE_WORDS[p] for p in lost],
        "state": state,
        "people": one.roles.filter(waiting=False).exclude(until__lt=today).count(),
        "narrow": forms.Narrow(
            initial={"purposes": one.purposes, "until": one.until}, auto_id=f"{one.slug}-%s"
        ),
    }


@require_POST
@route(level="D1", purpose="assure", roles=LEADS)
def make(request):
    """Enter an agreement."""
    return sent(
        request,
        forms.Agreement(request.place, request.POST),
        HERE,
        lambda told: agreeing.make_sharing(By.of(request), request.place, **told),
        "The agreement is entered.",
    )


@require_POST
@route(level="D1", purpose="assure", roles=LEADS)
def narrow(request, slug):
    """Leave less of an agreement."""
    one = get_object_or_404(Sharing, slug=slug)

    def do(told):
        agreeing.narrow_sharing(
            By.of(request), one, purposes=told["purposes"], until=told["until"] or one.until
        )

    return sent(request, forms.Narrow(request.POST), HERE, do, "Narrower from now on.")


@require_POST
@route(level="D1", purpose="assure", roles=LEADS)
def end(request, slug):
    """End an agreement."""
    one = get_object_or_404(Sharing, slug=slug)
    return tried(
        request, HERE, lambda: agreeing.end_sharing(By.of(request), one), "The agreement has ended."
    )
