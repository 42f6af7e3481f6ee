"""What areas and groups are called: the name residents use, and a name for those not known."""

import threading
from collections import OrderedDict

import pandas as pd

from tilth.ground.geography.atlas import Geography
from tilth.ground.stamps import stamps_of

GROUPS = ("sex", "age_group", "ethnic_group", "deprivation_fifth")
FIFTHS = {1: "most deprived fifth", 5: "least deprived fifth"}
MOST_OPEN = 4  # places
_OPEN: OrderedDict = OrderedDict()
_LOCK = threading.Lock()


def geography_of(people):
    """The Geography of a population's place, opened again only where a file of it has changed.

    None where it has no place.
    """
    place = people.place
    if place is None or not (place.geography_folder / "area.parquet").is_file():
        return None
    own = place.folder / "place.toml", place.folder / "definitions"
    stamps = stamps_of(*own, place.geography_folder)
    with _LOCK:
        held, found = _OPEN.pop(place.folder, (None, None))
        if held != stamps:
            found = Geography.open(place)
        _OPEN[place.folder] = stamps, found
        while len(_OPEN) > MOST_OPEN:
            _OPEN.popitem(last=False)
    return found


def names_of(people, layer):
    """code -> the name residents use, for the areas of a layer; empty where nobody told."""
    geography = geography_of(people)
    if geography is None:
        return {}
    if layer in geography.layers:
        return {code: area.familiar for code, area in geography.areas(layer).items()}
    # An overlay such as "practice" may be a column of people and not a layer of areas.
    return {row["code"]: row["name"] for row in geography.rows("organisation")}


def layer_title(people, layer):
    """What one area of a layer is called: "neighbourhood"."""
    geography = geography_of(people)
    if geography is not None and layer in geography.layers:
        return geography.layers[layer].called
    return layer.replace("_", " ")


def named(frame, people, layer):
    """The frame with `area` and `name` in front; people in no area are told as such."""
    names = names_of(people, layer)
    frame = frame.rename(columns={layer: "area"})
    frame["area"] = frame["area"].astype(object).where(frame["area"].notna(), None)
    nowhere = f"In no {layer_title(people, layer)}"
    said = [nowhere if code is None else names.get(code, str(code)) for code in frame["area"]]
    frame.insert(frame.columns.get_loc("area") + 1, "name", said)
    first = ["area", "name"]
    return frame[first + [c for c in frame.columns if c not in first]]


def group_name(group, value):
    """A group in words: "female", "65 to 69", "most deprived fifth", "not known"."""
    if value is None or pd.isna(value):
        return "not known"
    if group == "deprivation_fifth":
        return FIFTHS.get(int(value), f"fifth {int(value)} of 5")
    if group == "age_group":
        return str(value).replace("-", " to ").replace("+", " and over")
    return str(value)
