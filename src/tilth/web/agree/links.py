"""The emailed links that still open: whom they were sent to, what for, and taking them back."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from tilth.web.agree import emailed
from tilth.web.agree.found import address, find, may_read
from tilth.web.agree.models import EmailedLink
from tilth.web.agree.showing import page
from tilth.web.agree.standing import KEEPERS, Standing
from tilth.web.house.access import route
from tilth.web.house.answering import tried

FOR = {
    "voice": "to speak on",
    "acknowledge": "to say that it has seen",
    "answer": "to answer",
    "ties": "to say how it stands to the others",
    "sign": "to sign",
}
keeping = route(level="D1", purpose="plan", roles=KEEPERS)


@require_safe
@keeping
def links(request):
    """Every link that opens today, the newest first."""
    open_ = EmailedLink.objects.filter(revoked=None, used=None, until__gt=timezone.now())
    standing = Standing.of(request)
    found = [_told(one, standing) for one in open_.select_related("partner", "sent_by")]
    return page(request, "links", "Links by email", links=[one for one in found if one])


def _told(link, standing):
    try:
        record = find(link.about)
    except Http404:
        return None
    if not may_read(record, standing):
        return None
    return {
        "number": link.pk,
        "partner": link.partner.name,
        "email": link.email,
        "purpose": FOR.get(link.purpose, link.purpose),
        "about": "" if record.pk == link.partner_id and record.kind == "partner" else str(record),
        "address": address(record),
        "sent": link.sent,
        "until": link.until,
        "by": link.sent_by.name if link.sent_by else "",
    }


@require_POST
@keeping
def take_back(request, number):
    """A link opens no more from the next request on."""
    link, standing = get_object_or_404(EmailedLink, pk=number), Standing.of(request)
    if not may_read(find(link.about), standing):
        raise Http404
    said = f"The link of {link.partner.name} does not open any more."
    return tried(request, "/agree/links/", lambda: emailed.revoke(standing.by, link), said)
