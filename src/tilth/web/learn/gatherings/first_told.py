"""When records were first written down, as their histories tell."""

from django.db.models import Min
from django.utils import timezone

from tilth.web.agree.models import Step


def first_days(kind):
    """key -> the day a record of a kind was written down; not there where no history says."""
    steps = Step.objects.filter(about__startswith=f"{kind}:").values("about")
    found = steps.annotate(first=Min("at")).values_list("about", "first")
    return {key: timezone.localtime(at).date() for key, at in found}
