"""A new place: the settings written for it, and what its first folder holds."""

import json

DEFINITIONS = ("extracts", "concepts", "indicators", "cohorts")


def about_place(built, *, name=None):
    """The name and code of a new place, and of its system, from the areas asked for.

    One place is itself, in the system the lookup gives it. Several that share a system are that
    system. Several of different systems need a name. Returns (name, code, system) where system
    is a dict or None. Raises ValueError where no name can be told.
    """
    codes = list(built.places)
    over = {c: s for c, s in built.systems.items() if set(codes) & set(s["places"])}
    shared = [c for c, s in over.items() if set(codes) <= set(s["places"])]
    system = None
    if shared:
        told = over[shared[0]]
        system = {"name": told["name"], "code": shared[0], "places": told["places"]}
    if len(codes) == 1:
        return name or built.places[codes[0]], codes[0], system
    if not (name or system):
        raise ValueError("these places share no system")
    code = system["code"] if system else "+".join(codes)
    familiar = over[shared[0]]["familiar"] if system else None
    if system:
        system |= {"places": codes}
    return name or familiar, code, system


def place_toml(name, code, system, *, layers, synthetic=False, neighbourhood=None, beside=()):
    """The text of place.toml for a new place: strict, short, with a word on what may follow."""
    lines = [
        "# What this place is. docs/reference/settings.md tells every key.",
        "",
        "[place]",
        f"name = {_said(name)}",
        f"code = {_said(code)}",
        f"header = {_said('SYNTHETIC: nobody here is real' if synthetic else '')}",
        f"synthetic = {'true' if synthetic else 'false'}",
        "",
    ]
    if system:
        lines += ["[system]", *(f"{key} = {_said(value)}" for key, value in system.items()), ""]
    lines += ["[layers]", *(f"{key} = {_said(value)}" for key, value in layers.items())]
    if isinstance(neighbourhood, str):
        lines.append(f"neighbourhood = {_said(neighbourhood)}")
    elif neighbourhood:
        pairs = ", ".join(f"{key} = {_said(value)}" for key, value in neighbourhood.items())
        lines.append(f"neighbourhood = {{{pairs}}}")
    if beside:
        lines += ["", "[compare]", f"areas = {_said(list(beside))}"]
    lines += ["", "[privacy]", "suppress_below = 8", "round_to = 5", ""]
    return "\n".join(lines)


def _said(value):
    """A value as TOML writes it. JSON's text and lists of texts are TOML's too."""
    return json.dumps(value, ensure_ascii=False)
