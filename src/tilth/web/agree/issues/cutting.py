"""The page that tells from which day a cut may bite, and who must be told."""

from django import forms
from django.views.decorators.http import require_safe

from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.issues.forms import Day
from tilth.web.agree.issues.notice import gives_on, notice_of
from tilth.web.agree.issues.short import too_short
from tilth.web.agree.models import Body, Partner
from tilth.web.agree.showing import page
from tilth.web.agree.standing import ROUND, Standing
from tilth.web.house.access import route


class Cut(forms.Form):
    """Who cuts or leaves, where, and when the others are told."""

    partner = forms.ModelChoiceField(
        Partner.objects.exclude(state="invited"),
        label="Which partner gives less, or leaves?",
        to_field_name="slug",
        empty_label="Choose a partner",
    )
    body = forms.ModelChoiceField(
        Body.objects.all(),
        label="On which board or group?",
        to_field_name="slug",
        required=False,
        empty_label="Anywhere",
    )
    told = Day(label="When are the others told?")


@require_safe
@route(level="D1", purpose="plan", roles=ROUND)
def cutting(request):
    """From which day less may be given, what stays until then, and who must be told."""
    on, standing = day_of(request.place), Standing.of(request)
    mine = standing.partner.slug if standing.partner else ""
    form = Cut(request.GET if "partner" in request.GET else None,
               initial={"partner": mine, "told": on})  # fmt: skip
    told = {"form": form, "asked": form.is_valid(), "short": too_short()}
    if told["asked"]:
        asked = form.cleaned_data
        owed = notice_of(asked["partner"], asked["told"], asked["body"])
        tell = owed.notice.tell if owed else ()
        told |= {
            "partner": asked["partner"],
            "owed": owed,
            "tell": Partner.objects.filter(slug__in=tell).order_by("name"),
            "gives": gives_on(asked["partner"], asked["told"], asked["body"]),
        }
    title = "When a partner must give less"
    return page(request, "issues/notice", title, crumbs=[("Hard things", "/agree/issues/")], **told)
