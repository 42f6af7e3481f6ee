"""Bringing a talk or text in: a file, a look at what was read, and only then is it kept."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from tilth.ground.errors import AgreementError, ExtractError
from tilth.learn.sources import slips as finding
from tilth.learn.sources.opening import opened
from tilth.learn.sources.reading import reading_of
from tilth.web.agree.standing import Standing
from tilth.web.learn.actions import claims, sources
from tilth.web.learn.showing import page, round_table
from tilth.web.learn.sources.forms import LONGEST, Bring

CRUMBS = [("Sources", "/learn/sources/")]
FIRST_WORDS = 12
SHOWN = 40  # speakers one can name; those said to be none are numbered after them


@require_http_methods(["GET", "HEAD", "POST"])
@round_table
def new(request):
    """Bring a source in. Nothing is kept before somebody has looked at what was read."""
    standing = Standing.of(request)
    if not sources.may_bring(standing):
        raise Http404
    kind = request.GET.get("type", "")
    form = Bring(request.POST or None, request.FILES or None, initial={"type": kind or "talk"})
    if request.method != "POST":
        return _asked(request, form)
    if not form.is_valid() or "back" in request.POST:
        return _asked(request, form, status=200 if "back" in request.POST else 400)
    try:
        looked = Looked(form, request.POST)
        if looked.reading is None or "keep" in request.POST:
            return _kept(request, standing, form, looked)
    except ExtractError as error:
        form.add_error("file", str(error))
    except AgreementError as error:
        form.add_error(None, f"{error.what}.")
    else:
        return _look(request, form, looked)
    return _asked(request, form, status=400)


def _asked(request, form, status=200):
    title = "Bring in a talk or text"
    return page(request, "sources/new", title, crumbs=CRUMBS, form=form, status=status)


class Looked:
    """A file as it was read, and who speaks in it as somebody put it.

    text, form: its words and their form. reading: None where there are none. people: one dict a
    speaker: said, name, role, leave. left: names that are no speakers.
    """

    def __init__(self, form, post):
        told, file = form.cleaned_data, form.cleaned_data.get("file")
        self.text, self.form, self.name = told["text"], told["form"] or "text", "what you pasted"
        if file:
            self.name = file.name
            self.text, self.form = opened(file.read(), file.name)
        if len(self.text) > LONGEST:
            raise ExtractError("it has more than a million letters", where=self.name,
                               remedy="Use the command: tilth learn source.")  # fmt: skip
        numbers = [n for n in range(2 * SHOWN) if f"said-{n}" in post]
        given = {post[f"said-{n}"]: _given(post, n) for n in numbers}
        self.left = [one for one, told in given.items() if told["leave"]]
        some = bool(self.text.strip())
        self.reading = self._read(some)
        found = self.reading.speakers if some else ()
        self.people = [_person(one, given.get(one.name)) for one in found[:SHOWN]]

    def _read(self, some):
        return reading_of(self.text, self.form, self.name, leave=self.left) if some else None

    @property
    def passages(self):
        """The passages, each with who speaks as somebody put it."""
        names = {one["said"]: one["name"] for one in self.people}
        for one in self.reading.passages if self.reading else ():
            yield type(one)(one.words, one.line, names.get(one.speaker, one.speaker), one.at)

    @property
    def speakers(self):
        """As a Source keeps them, each once."""
        told = {one["name"]: {"name": one["name"], "role": one["role"]} for one in self.people}
        return list(told.values())


def _given(post, n):
    told = {name: " ".join(post.get(f"{name}-{n}", "").split())[:200] for name in ("name", "role")}
    return told | {"leave": f"leave-{n}" in post}


def _person(speaker, given):
    given = given or {"name": speaker.name, "role": speaker.role}
    return {"said": speaker.name, "name": given["name"] or speaker.name, "role": given["role"],
            "speaker": speaker}  # fmt: skip


def _look(request, form, looked):
    rows = list(enumerate(looked.reading.passages, 1))
    likely = finding.likely([(n, one.words) for n, one in rows], sources.all_slips())
    told = {
        "form": form,
        "looked": looked,
        "hidden": _hidden(form, looked),
        "likely": likely,
        "first": rows[:FIRST_WORDS],
        "more": max(0, len(rows) - FIRST_WORDS),
    }
    title = "Look at it before it is kept"
    return page(request, "sources/look", title, crumbs=CRUMBS, **told)


def _hidden(form, looked):
    """What was typed, to be sent again with the answer: (name, value) pairs, the words apart."""
    pairs = []
    for one in form:
        if one.name in ("file", "text", "form"):
            continue
        value = one.value()
        values = value if isinstance(value, list | tuple) else [value]
        pairs += [(one.html_name, str(each)) for each in values if each not in (None, "", False)]
    return [*pairs, ("form", looked.form)]


def _kept(request, standing, form, looked):
    left = ("file", "text", "form", "agreed")
    told = {name: value for name, value in form.cleaned_data.items() if name not in left}
    document = sources.bring_in(
        standing, passages=list(looked.passages), speakers=looked.speakers, **told
    )
    said = "Kept."
    if looked.reading and claims.founding_here(document):
        new = claims.write_founding(standing)
        said = f"Kept. {len(new)} claims were written down, to be tested against evidence."
    messages.success(request, said)
    return redirect(f"/learn/sources/{document.slug}/")
