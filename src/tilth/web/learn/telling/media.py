"""Pictures, sound and film of a telling: added by its teller, served to whoever may read it."""

import re

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tilth.ground.errors import AgreementError
from tilth.web.house.access import ANYONE, route
from tilth.web.learn.actions import media as acts
from tilth.web.learn.actions.waiting import media_with_waiting
from tilth.web.learn.models import Medium
from tilth.web.learn.reader import reader_of
from tilth.web.learn.showing import page
from tilth.web.learn.telling import keeping
from tilth.web.learn.telling.fields import Line, Outside, Words, one_of
from tilth.web.learn.telling.holding import held_by, held_one
from tilth.web.learn.telling.pages import TELL
from tilth.web.learn.telling.sent_files import Sent
from tilth.web.learn.telling.sniffing import KINDS
from tilth.web.learn.visible import changes_to_look_at, stories_for, stories_to_look_at

LICENCES = [
    ("", "Choose one"),
    ("to be shown with this story only", "To be shown with this story only"),
    ("CC BY 4.0", "Anybody may use it and names me (CC BY 4.0)"),
    ("CC BY-SA 4.0", "As CC BY, and what is made of it stays as free (CC BY-SA 4.0)"),
    ("CC0", "Anybody may use it freely (CC0)"),
    ("used with permission", "It is somebody else's, and they let me use it"),
    ("Open Government Licence", "Open Government Licence"),
]


class Adding(forms.Form):
    """A picture, a sound, or the address of a film."""

    file = Sent(
        label="A picture or sound", required=False,
        help_text="PNG, JPEG, GIF or WebP up to 5 MB; MP3, M4A, OGG or WAV up to 9 MB. Where and "
        "when it was taken is removed.",
    )  # fmt: skip
    url = Outside("Or a film: its web address", "We link to it and never open it ourselves.")
    alt = Line("What is to be seen?", "For people who cannot see the picture.", most=300)
    caption = Words("A caption", rows=2)
    transcript = Words("What is said in it?", "Word for word, or as near as you can. It can follow "
                       "later.")  # fmt: skip
    credit = Line("Whose is it?", "Who took it, spoke it or filmed it.", required=True)
    licence = one_of("What may others do with it?", LICENCES, required=True)
    people_agreed = forms.BooleanField(
        required=False, label="Everybody who can be seen or heard in it agreed",
    )  # fmt: skip

    def __init__(self, *told, **more):
        super().__init__(*told, label_suffix="", auto_id="m-%s", **more)

    def clean(self):
        told = super().clean()
        if self.errors:
            return told
        file, url = told.get("file"), told.get("url")
        if bool(file) == bool(url):
            raise forms.ValidationError(
                "Choose a file, or give the address of a film: one of them."
            )
        if self.type == "image" and not told["alt"]:
            self.add_error("alt", "Say what is to be seen, for people who cannot see it.")
        if not told["people_agreed"]:
            self.add_error("people_agreed", "Ask everybody in it first. Without that it is not "
                           "taken.")  # fmt: skip
        return told

    @property
    def type(self):
        """Of words.MEDIA."""
        file = self.cleaned_data.get("file")
        return KINDS[file[0]].type if file else "film"


@require_http_methods(["GET", "POST"])
@route(level="D0", purpose="plan", roles=ANYONE)
def media(request, slug):
    """The pictures, sound and films of one's own telling."""
    story, standing = held_one(request, slug), reader_of(request)
    form = Adding(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        file, url = told.pop("file"), told.pop("url")
        try:
            acts.add(standing.by, story, form.type, held=file, url=url, **told)
        except AgreementError as error:
            form.add_error(None, f"{error.what}.")
        else:
            messages.success(request, "Added.")
            return redirect(f"/tell/{slug}/media/")
    told = {"form": form, "story": story, "media": media_with_waiting(story)}
    title = "Pictures, sound and film"
    here = ("What you told", f"/tell/{slug}/")
    return page(request, "telling/media", title, crumbs=[TELL, here], **told)


class Written(forms.Form):
    """The words of a sound or film that follow later, and its caption."""

    alt, caption = Line("", most=300), Words("")
    transcript = Words("")


@require_POST
@route(level="D0", purpose="plan", roles=ANYONE)
def medium(request, slug, number):
    """Say more of one of them, or remove it."""
    story = held_one(request, slug)
    found = story.media.filter(pk=number).first()
    if found is None:
        raise Http404
    if "remove" in request.POST:
        acts.remove(reader_of(request).by, found)
        messages.success(request, "Removed.")
        return redirect(f"/tell/{slug}/media/")
    form = Written(request.POST)
    if form.is_valid():
        given = {
            name: form.cleaned_data[name] for name in form.cleaned_data if name in request.POST
        }
        acts.describe(reader_of(request).by, found, **given)
        messages.success(request, "Kept.")
    else:
        messages.error(request, "That is too long.")
    return redirect(f"/tell/{slug}/media/")


@require_safe
@route(level="D0", purpose="plan", roles=ANYONE)
def served(request, file):
    """A file of a story, for whoever may read the story; for everybody else there is none."""
    found = Medium.objects.filter(file=file).select_related("story").first() if file else None
    if found is None or not _may_see(request, found):
        raise Http404
    path, ending = keeping.path_of(found), file.rpartition(".")[2]
    if not path.is_file():
        raise Http404
    response = _part(path, request.headers.get("Range", ""), KINDS[ending].served)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    kind = "attachment" if "save" in request.GET else "inline"
    response.headers["Content-Disposition"] = f'{kind}; filename="story-{found.pk}.{ending}"'
    response.headers["Accept-Ranges"] = "bytes"
    return response


def _may_see(request, medium):
    """What waits is for whoever told it and whoever looks at it; the rest for all who may read."""
    standing = reader_of(request)
    readable = [changes_to_look_at(standing), stories_to_look_at(standing), held_by(request)]
    readable += [] if medium.waits else [stories_for(standing, ended=True)]
    return any(some.filter(pk=medium.story_id).exists() for some in readable)


def _part(path, asked, served):
    """The file, or the part of it a player asks for."""
    size = path.stat().st_size
    told = re.fullmatch(r"bytes=(\d+)-(\d*)", asked.strip())
    first = int(told[1]) if told else 0
    last = min(int(told[2]) if told and told[2] else size - 1, size - 1)
    if not told or first > last:
        return FileResponse(path.open("rb"), content_type=served)
    with path.open("rb") as file:
        file.seek(first)
        part = HttpResponse(file.read(last - first + 1), status=206, content_type=served)
    part.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    return part
