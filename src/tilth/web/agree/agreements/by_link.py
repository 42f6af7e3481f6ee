"""Signing an agreement by an emailed link, without an account."""

from django.shortcuts import render

from tilth.agree.agreements.text import told as clauses_told
from tilth.web.agree.actions import agreements as acts
from tilth.web.agree.actions import signing
from tilth.web.agree.agreements import forms
from tilth.web.agree.agreements.force import day_of
from tilth.web.agree.standing import Standing
from tilth.web.house import opened
from tilth.web.house.access.telling import PURPOSE_WORDS


def letter(version, partner):
    """The letter that asks a partner to sign: (subject, words)."""
    title = version.agreement.title
    words = (
        f"{partner.name} is asked to sign: {title}, version {version.number}.\n\n"
        "The link below shows the whole text. Read it, talk about it, and sign it if you agree. "
        "You need no account."
    )
    return f"Please read and sign: {title}", words


def shown(request, link, version, form=None):
    """The text, and where to sign it; or why it cannot be signed any more."""
    why = signing.why_not_sign(version, link.partner, day_of(request.place))
    first = {"seen": acts.mark(version)}
    context = {
        "title": f"Sign: {version.agreement.title}",
        "version": version,
        "partner": link.partner,
        "why": why,
        "clauses": clauses_told(acts.clauses_of(version), acts.names(), purposes=PURPOSE_WORDS),
        "form": form or forms.Signing(initial=first),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "agree/agreements/by_link.jinja", context, status=status)


def asked(request, link, version):
    """The signature as it was sent."""
    return forms.Signing(request.POST)


def done(by, link, version, form):
    """Sign it for the partner the link was sent to."""
    words = {name: form.cleaned_data[name] for name in ("name", "title", "seen")}
    on = day_of(opened.place())
    signing.sign(Standing.for_by(by), version, link.partner, on=on, through="link", **words)
    return f"Thank you. {link.partner.name} has signed {version.agreement.title}."
