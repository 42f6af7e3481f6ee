"""The questions of an inquiry as fields of a form, and what was answered."""

from django import forms

from tilth.learn.telling.inquiries import Inquiry
from tilth.web.learn.telling.fields import Line, Words, one_of

ESSAY = "conditions_for_integration"
BEFORE = "q_"  # what the names of their fields begin with
ENDS = {"1": "1 (least)", "5": "5 (most)"}


def inquiry_of(place, name):
    """An inquiry by name; DefinitionError where there is none, which is shown as not found."""
    return place.find(Inquiry, name)


def fields_of(inquiry):
    """name -> field, for every question."""
    return {f"{BEFORE}{one.name}": _field(one) for one in inquiry.questions}


def answers_in(inquiry, cleaned):
    """{question: answer} of what was answered, from the cleaned data of a form."""
    found = {one.name: cleaned.get(f"{BEFORE}{one.name}") for one in inquiry.questions}
    return {name: said for name, said in found.items() if said}


def answered_before(answers):
    """{field: answer}, for a form that is opened again."""
    return {f"{BEFORE}{name}": said for name, said in answers.items() if isinstance(said, str)}


def _field(question):
    if question.sort == "words":
        return Words(question.ask, question.help)
    if question.sort == "line":
        return Line(question.ask, question.help)
    none = [("", "I would rather not say")]
    if question.sort == "scale":
        scale = [(one, ENDS.get(one, one)) for one in question.offered]
        return one_of(question.ask, scale + none, question.help, widget=forms.RadioSelect)
    choices = [(one, one) for one in question.offered]
    return one_of(question.ask, choices + none, question.help, widget=forms.RadioSelect)
