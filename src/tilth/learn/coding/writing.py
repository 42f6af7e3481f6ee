"""A code frame as TOML, in the form Tilth reads its own."""

import json


def as_toml(title, source, codes):
    """The text of a file of codes. codes: dicts with slug, type, name, means, under, source."""
    lines = [f"title = {_said(title)}", f"source = {_said(source)}"]
    for one in codes:
        lines += ["", "[[code]]"]
        lines += [f"{name} = {_said(value)}" for name, value in one.items() if value]
    return "\n".join(lines) + "\n"


def _said(value):
    """A text as TOML: a JSON string is one, but for one letter that TOML does not take as it is."""
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
