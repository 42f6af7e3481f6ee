"""The sorts of organisation there are, by name and title."""

import tomllib
from importlib import resources


def titles():
    """{sector: title} of every sector that is defined."""
    path = resources.files("tilth") / "definitions" / "sectors.toml"
    if not path.is_file():
        return {}
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: told.get("title", plain(name)) for name, told in table.items()}


def plain(name):
    """A sector's name as words, where no title is told."""
    return name.replace("_", " ").capitalize()


def title(name, known=None):
    """What people call a sector."""
    return (known if known is not None else titles()).get(name) or plain(name)
