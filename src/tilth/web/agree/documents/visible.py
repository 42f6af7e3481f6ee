"""Which documents somebody may know of: every list, count, link and file asks here."""

from django.db.models import Q

from tilth.web.agree.models import Document


def documents_for(standing):
    """The documents a reader may see; standing: None for a stranger."""
    seen = Q(visible="public")
    if standing is not None:
        seen |= Q(visible="partnership")
        if standing.keeps:
            seen = Q()
        elif standing.partner is not None and standing.partner.state != "left":
            own = Document.objects.filter(written_with=standing.partner)
            seen |= Q(pk__in=own.values("pk"))
    return Document.objects.filter(seen, removed=False)
