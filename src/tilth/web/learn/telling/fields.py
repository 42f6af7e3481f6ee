"""The fields of a telling: what people type is made harmless before anything looks at it."""

from urllib.parse import urlsplit

from django import forms

from tilth.learn.telling import plain

OUTSIDE = ("http", "https")


class Words(forms.CharField):
    """Many lines, in somebody's own words."""

    def __init__(self, label, hint="", *, rows=4, most=plain.PART, **more):
        more = {"required": False, "max_length": most, "help_text": hint, **more}
        super().__init__(label=label, widget=forms.Textarea(attrs={"rows": rows}), **more)

    def to_python(self, value):
        """Browsers send two marks for the end of a line: one counts."""
        return plain.words(super().to_python(value))


class Line(forms.CharField):
    """One line, such as a title or a name."""

    def __init__(self, label, hint="", *, most=plain.LINE, **more):
        more = {"required": False, "max_length": most, "help_text": hint, **more}
        super().__init__(label=label, **more)

    def to_python(self, value):
        """Marks that turn a line about are taken out."""
        return plain.line(super().to_python(value))


class Outside(Line):
    """An address on the web; we show it and never open it."""

    def __init__(self, label="Web address", hint="", **more):
        super().__init__(label, hint, most=500, **more)

    def clean(self, value):
        """An address that begins with a name gets https before it."""
        told = super().clean(value)
        if told and "://" not in told:
            told = f"https://{told}"
        return outside(told)


def outside(told):
    """An address as told, where it leads to a page of the web; ValidationError where not."""
    if not told:
        return ""
    try:
        parts = urlsplit(told)
        right = parts.scheme in OUTSIDE and "." in (parts.hostname or "") and " " not in told
    except ValueError:
        right = False
    if not right:
        raise forms.ValidationError("Write it as https://www.example.org/page")
    return told


def ticks(label, choices, hint="", **more):
    """Boxes of which any may be ticked."""
    more = {"required": False, "help_text": hint, **more}
    widget = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(label=label, choices=choices, widget=widget, **more)


def one_of(label, choices, hint="", **more):
    """One of several, or none."""
    more = {"required": False, "help_text": hint, **more}
    return forms.ChoiceField(label=label, choices=choices, **more)


def sentence(words):
    """Words with a capital, for a label."""
    return words[:1].upper() + words[1:]
