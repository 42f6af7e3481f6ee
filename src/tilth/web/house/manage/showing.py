"""How the manage pages are drawn."""

from django.shortcuts import render

HERE = ("Manage", "/manage/")


def page(request, template, title, *, crumbs=(), status=200, **told):
    """One manage page."""
    told |= {"title": title, "crumbs": [HERE, *crumbs]}
    return render(request, f"house/manage/{template}.jinja", told, status=status)
