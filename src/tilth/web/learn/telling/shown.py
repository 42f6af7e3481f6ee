"""A telling as its readers see it: every part that says something, in order."""

from dataclasses import dataclass

from tilth.ground.errors import DefinitionError
from tilth.web.agree.areas import area_name
from tilth.web.learn.actions.waiting import media_with_waiting
from tilth.web.learn.models import Code
from tilth.web.learn.telling import asking
from tilth.web.learn.telling.forms import LAYER_WORDS


@dataclass(frozen=True)
class Shown:
    """A story for the template learn/telling/_as_read.jinja. asked: [(question, answer)]."""

    story: object
    asked: tuple
    steps: tuple
    where: str
    conditions: tuple
    media: tuple


def shown(request, story, *, new=False):
    """A Story as whoever may read it sees it; it asks nobody whether they may.

    new: with its pictures and sound that wait to be looked at.
    """
    answers = {name: said for name, said in story.answers.items() if isinstance(said, str)}
    codes = Code.objects.filter(slug__in=story.conditions).order_by("name")
    return Shown(
        story=story,
        asked=tuple(_asked(request.place, story, answers)),
        steps=tuple(one for one in story.answers.get("steps", []) if isinstance(one, dict)),
        where=_where(request.place, story),
        conditions=tuple(one.name for one in codes),
        media=tuple(media_with_waiting(story) if new else story.media.filter(waits=False)),
    )


def _asked(place, story, answers):
    """The questions as they are asked now; an answer whose question is gone keeps its name."""
    try:
        questions = asking.inquiry_of(place, story.inquiry).questions if story.inquiry else ()
    except DefinitionError:
        questions = ()
    for question in questions:
        if question.name in answers:
            yield question.ask, answers.pop(question.name)
    for name, said in answers.items():
        yield name.replace("_", " ").capitalize(), said


def _where(place, story):
    if story.area:
        return area_name(place, story.area)
    return LAYER_WORDS.get(story.layer, "")
