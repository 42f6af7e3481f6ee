"""What the records of LEARN begin with: the codes of the essay, and the demo's stories."""

import json

from tilth.web.environment import made_by_demo
from tilth.web.learn import loading
from tilth.web.learn.coding.beginning import begin_codes


def begin(place):
    """The codes become records; on a place made by `tilth demo`, what its people tell too.

    Doing it again adds only what is new.
    """
    begin_codes()
    if made_by_demo(place):
        told = json.loads((place.folder / "truth" / "made.json").read_text(encoding="utf-8"))
        loading.load(told["seed"])
