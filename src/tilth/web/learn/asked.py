"""What forms of LEARN share: a few lines of words, who may read it, words of ours as choices."""

from django import forms

OPEN_TO = (("partnership", "The partners who look after this place"), ("everyone", "Everyone"))


def capital(words):
    """Words with a capital letter at their beginning."""
    return words[:1].upper() + words[1:]


def worded(words):
    """Choices from {word: what it means}."""
    return [(name, f"{capital(name)}: {means}") for name, means in words.items()]


def said(label, hint="", *, required=True, rows=3, most=3000):
    """A few lines of plain words."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=hint, required=required, max_length=most, widget=area
    )
