"""A place where nobody has been linked yet: enough of a population to show official figures."""

from typing import ClassVar

from tilth.ground.errors import DefinitionError
from tilth.see.needs.naming import geography_of
from tilth.store.counting.population import Population


class Nobody:
    """Stands where a Population would: a place, its day and its layers, and no people.

    Only official figures can be asked of it; anything counted raises DefinitionError.
    """

    release = ""
    concepts: ClassVar[dict] = {}

    def __init__(self, place, as_of=None):
        """place: a Place. as_of: the day it stands on, where its settings do not say."""
        self.place, self.as_of = place, place.place.as_of or as_of
        self.synthetic, self.memo = place.place.synthetic, {}

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return None

    @property
    def layers(self):
        """The layers of the place's geography."""
        return tuple(geography_of(self).layers)

    def refuse_counting(self, *arguments, **options):
        """Raise DefinitionError: there is nobody to count."""
        raise DefinitionError(
            "nobody has been linked here yet, so only official figures can be shown",
            remedy="Load files and run tilth see build.",
        )

    measure_many = counts_many = counts = refuse_counting
    attributes = vocabulary = property(refuse_counting)


def people_of(place, indicator):
    """The Population of a place; where nobody has been linked yet, Nobody, for an official figure.

    place: a Place. indicator: an Indicator, or None. Raises StoreError where there is no release
    and the figure is counted.
    """
    official = indicator is not None and not indicator.counted
    if official and not (place.store_folder / "current").exists():
        return Nobody(place)
    return Population.open(place)
