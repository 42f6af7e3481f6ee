"""The page that finds what was told, for anybody, as far as they may read."""

from dataclasses import dataclass

from django import forms
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from tilth.learn.search.asked import LONGEST
from tilth.learn.words import LAYERS
from tilth.web.agree.areas import area_choices, area_name
from tilth.web.learn.coding.reading import codes_in_use
from tilth.web.learn.reader import reader_of
from tilth.web.learn.search.find import find
from tilth.web.learn.search.seen import KINDS
from tilth.web.learn.showing import page, public

TITLE = "Search what we learned"
ONE_OF = {
    "story": "Story",
    "practice": "Practice",
    "transplant": "Planted elsewhere",
    "gathering": "Gathering",
    "ripples": "Ripple map",
}
FIELDS = ("kind", "layer", "area", "code")


class Asking(forms.Form):
    """What may be asked: words, and where to look for them."""

    q = forms.CharField(required=False, strip=True)
    page = forms.IntegerField(required=False, min_value=1)
    kind = forms.ChoiceField(label="Kind", required=False)
    layer = forms.ChoiceField(label="Layer", required=False)
    area = forms.ChoiceField(label="Area", required=False)
    code = forms.ChoiceField(label="What helps or gets in the way", required=False)

    def __init__(self, told, *, place):
        super().__init__(told)
        offered = {
            "kind": [("", "All kinds"), *((k, w[:1].upper() + w[1:]) for k, w in KINDS.items())],
            "layer": [("", "All layers"), *((one, one[:1].upper() + one[1:]) for one in LAYERS)],
            "area": area_choices(place, empty="Everywhere"),
            "code": [("", "Anything"), *_codes()],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices

    @property
    def chosen(self):
        """What was chosen, of what there is to choose; anything else counts as not chosen."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in FIELDS}


@dataclass(frozen=True)
class Shown:
    """One hit as the page tells it."""

    hit: object
    kind: str
    about: str


@require_safe
@public
def search(request):
    """What holds the words asked for, the best first, as far as this reader may read."""
    standing = reader_of(request)
    form = Asking(request.GET, place=request.place)
    chosen = form.chosen
    asked = " ".join(request.GET.get("q", "").replace("\0", " ")[:LONGEST].split())
    narrowed = {name: chosen[name] for name in ("layer", "area", "code")}
    kinds = [chosen["kind"]] if chosen["kind"] else None
    number = form.cleaned_data.get("page") or 1
    found = find(standing, asked, kinds=kinds, page=number, **narrowed)
    kept = {name: value for name, value in chosen.items() if value}
    told = {
        "form": form,
        "chosen": chosen,
        "narrowed": bool(kept),
        "found": found,
        "shown": [_shown(hit, request.place) for hit in found.hits],
        "meant": [(word, _again(kept, word)) for word in found.near],
        "everywhere": _again({}, asked),
        "again": _again(kept, asked),
        "known": request.user.is_authenticated,
    }
    title = f"{asked}: {TITLE[:1].lower()}{TITLE[1:]}" if asked else TITLE
    return page(request, "search/page", title, q=asked, heading=TITLE, **told)


def _codes():
    return [
        (one.slug, f"{one.type[:1].upper()}{one.type[1:]}: {one.name}") for one in codes_in_use()
    ]


def _again(kept, words):
    return f"/learn/search/?{urlencode({'q': words, **kept})}"


def _shown(hit, place):
    one = hit.record
    kind = ONE_OF[hit.kind]
    if hit.kind == "story":
        kind = one.type[:1].upper() + one.type[1:]
    parts = [
        getattr(one, "layer", ""),
        area_name(place, getattr(one, "area", "")),
        getattr(one, "growth", ""),
        "" if getattr(one, "state", "published") == "published" else "only you see this yet",
    ]
    return Shown(hit, kind, ", ".join(part for part in parts if part))
