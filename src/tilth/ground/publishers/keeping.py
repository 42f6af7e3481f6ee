"""Which areas belong to the places asked for: all inside them, and all they lie in."""

from collections import defaultdict

from tilth.ground.errors import ExtractError, UsageError
from tilth.ground.strict import nearest


class Kept:
    """The codes to keep, by layer, and which layer is the small area."""

    def __init__(self, codes, small_area):
        self.codes, self.small_area = codes, small_area

    def has(self, layer, code):
        return code in self.codes.get(layer, ())


def chosen_places(asked, names, *, folder, layer):
    """The codes of the places asked for by code or by name.

    names: code and name of every place the lookups know. Raises UsageError suggesting the
    near one for a place nobody knows, ExtractError where there is no lookup at all.
    """
    if not names:
        raise ExtractError(
            f"no lookup says which small areas lie in which {layer}.",
            where=str(folder),
            remedy="Put the publisher's lookup of small areas in the folder; "
            "docs/reference/open-data.md says which and where from.",
        )
    by_name = {name.casefold(): code for code, name in names.items() if name}
    codes = []
    for said in asked:
        code = said if said in names else by_name.get(said.casefold())
        if code is None:
            near = nearest(said, names) or nearest(said.casefold(), by_name)
            hint = f"Did you mean {_told(near, names, by_name)}?" if near else _some(names)
            raise UsageError(f"there is no {layer} {said} in these files.", remedy=hint)
        codes.append(code)
    return list(dict.fromkeys(codes))


def _told(near, names, by_name):
    code = by_name.get(near, near)
    return f"{code} ({names[code]})" if names.get(code) else code


def _some(names):
    told = ", ".join(f"{code} ({name})" if name else code for code, name in names.items())
    return f"There are: {told}."


def kept_areas(places, within, *, layer, small_area):
    """The areas inside the places and, upwards, all that these lie in.

    places: codes of the layer `layer`. within: rows of within.parquet. An area is inside
    where it lies in the place, wholly or in part, or wholly in one that lies wholly in it.
    """
    children, parents = defaultdict(list), defaultdict(list)
    for row in within:
        child = (row["child_layer"], row["child_code"])
        parent = (row["parent_layer"], row["parent_code"])
        children[parent].append((child, row["share"] == 1.0 and row["basis"] == "lookup"))
        parents[child].append(parent)
    inside = {(layer, code) for code in places}
    waiting = sorted(inside)
    while waiting:
        for child, whole in children[waiting.pop()]:
            if child not in inside:
                inside.add(child)
                waiting += [child] if whole else []
    waiting = sorted(inside)
    while waiting:
        for parent in parents[waiting.pop()]:
            if parent not in inside and parent[0] != layer:
                inside.add(parent)
                waiting.append(parent)
    codes = defaultdict(set)
    for one, code in inside:
        codes[one].add(code)
    return Kept(dict(codes), small_area)
