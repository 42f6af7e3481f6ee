"""What every test of agreements writes, puts up and signs."""

import re

from tilth.web.agree.models import Agreement
from tilth.web.agree.standing import Standing
from tilth.web.house.by import By

HERE = "/agree/agreement/"


def standing(slug, role="partner"):
    return Standing.for_by(By("a", role, slug))


def begun(visit, who, parties, template="partnership", **told):
    data = {"title": "How we work", "parties": parties, **told}
    page = visit(f"{HERE}new/{template}/", who=who, post=data)
    assert page.status == 302, page
    return Agreement.objects.latest("pk")


def put_up(visit, who, agreement, number=1, since="2026-01-01", until="2099-12-31"):
    at = f"{HERE}{agreement.slug}/{number}/propose/"
    return visit(at, who=who, post={"since": since, "until": until})


def signing_form(page):
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', page.html)
    return {"seen": found[1], "name": "Ada", "title": "chief", "may": "on"}


def sign(visit, who, agreement, number=1, **told):
    page = visit(f"{HERE}{agreement.slug}/?version={number}", who=who)
    form = signing_form(page) | told
    return visit(f"{HERE}{agreement.slug}/{number}/sign/", who=who, post=form)


def settings_place():
    from django.conf import settings

    return settings.PLACE
