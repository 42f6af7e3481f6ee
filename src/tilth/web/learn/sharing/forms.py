"""The forms of sharing."""

from django import forms

from tilth.learn.federation.envelope import MOST, is_key


class Trust(forms.Form):
    """Another system and its key."""

    slug = forms.SlugField(
        label="What the system calls itself",
        max_length=80,
        help_text="Its people find it at the top of this page of theirs, such as grm-3fa92c.",
    )
    name = forms.CharField(label="Its name", max_length=120)
    public_key = forms.CharField(
        label="Its public key",
        max_length=100,
        help_text="Then compare the fingerprint with its people by telephone.",
    )
    url = forms.URLField(
        label="Where its file lies",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="Not needed. With it, whoever runs this site can have it read again and again.",
    )

    def clean_public_key(self):
        """A key, as their page shows it."""
        key = self.cleaned_data["public_key"].strip()
        if not is_key(key):
            raise forms.ValidationError("Copy the whole key: 43 letters, digits, - and _.")
        return key

    def clean_url(self):
        """A file is read over https alone."""
        url = self.cleaned_data["url"]
        if url and not url.startswith("https://"):
            raise forms.ValidationError("Write an address that begins with https://.")
        return url


class Take(forms.Form):
    """A file of a system that is trusted."""

    file = forms.FileField(
        label="A federation file", help_text="The .json file another system gave you."
    )

    def clean_file(self):
        """Not larger than any sound one."""
        file = self.cleaned_data["file"]
        if file.size > MOST:
            raise forms.ValidationError(f"A file is at most {MOST // 2**20} MB.")
        return file
