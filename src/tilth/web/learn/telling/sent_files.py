"""Files with a story: what they are is told by what is in them, never by their name."""

from django import forms

from tilth.web.learn.telling import stripping
from tilth.web.learn.telling.sniffing import KINDS, kind_of

MOST = {"image": 5 * 2**20, "audio": 9 * 2**20}


class Sent(forms.FileField):
    """A picture or sound; cleaned, it is (ending, bytes) with what tells of a place taken out."""

    types: tuple = ("image", "audio")

    def clean(self, value, initial=None):
        """What is wrong is told in words; nothing of a file that is wrong is kept."""
        found = super().clean(value, initial)
        if not found:
            return None
        held = found.read()
        ending = kind_of(held)
        if ending is None or KINDS[ending].type not in self.types:
            raise forms.ValidationError(self.wrong)
        if len(held) > MOST[KINDS[ending].type]:
            most = MOST[KINDS[ending].type] // 2**20
            raise forms.ValidationError(f"It is larger than {most} MB. Send a smaller one.")
        try:
            return ending, stripping.bare(ending, held)
        except ValueError:
            raise forms.ValidationError("It is damaged: we could not read it to its end.") from None

    @property
    def wrong(self):
        """What it may be."""
        return "Send a picture (PNG, JPEG, GIF, WebP) or sound (MP3, M4A, OGG, WAV)."


class Sound(Sent):
    """A voice file."""

    types = ("audio",)

    def __init__(self, **more):
        label = "Or tell it by voice: a sound file"
        hint = "MP3, M4A, OGG or WAV, up to 9 MB (about 9 minutes). The words can follow later."
        super().__init__(label=label, help_text=hint, **more)

    @property
    def wrong(self):
        """What it may be."""
        return "Send a sound file: MP3, M4A, OGG or WAV."
