"""A place where nobody has been linked yet: enough of a population to show official figures."""

from tilth.ground.errors import DefinitionError
from tilth.see.needs.naming import geography_of


class Nobody:
    """Stands where a Population would: a place, its day and its layers, and no people.

    Only official figures can be asked of it; anything counted raises DefinitionError.
    """

    release = ""
    concepts, vocabulary = {}, None

    def __init__(self, place, as_of=None):
        """place: a Place. as_of: the day it stands on, where its settings do not say."""
        self.place, self.as_of = place, place.place.as_of or as_of
        self.synthetic = place.place.synthetic

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
