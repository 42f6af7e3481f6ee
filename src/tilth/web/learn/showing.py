"""How the pages of LEARN are drawn."""

from django.shortcuts import render

HERE = ("Learn", "/learn/")


def page(request, template, title, *, crumbs=(), status=200, **told):
    """One page of LEARN: template is its path under templates/learn, without the ending."""
    told |= {"title": title, "crumbs": [HERE, *crumbs]}
    return render(request, f"learn/{template}.jinja", told, status=status)
