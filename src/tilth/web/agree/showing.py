"""How the pages of AGREE are drawn."""

from django.shortcuts import render

HERE = ("Agree", "/agree/")


def page(request, template, title, *, crumbs=(), status=200, **told):
    """One page of AGREE: template is its path under templates/agree, without the ending."""
    told |= {"title": title, "crumbs": [HERE, *crumbs]}
    return render(request, f"agree/{template}.jinja", told, status=status)
