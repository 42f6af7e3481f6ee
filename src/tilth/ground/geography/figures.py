"""One figure for each area of one layer, which may meet another only on the same layer."""

from dataclasses import dataclass

from tilth.ground.errors import DefinitionError


@dataclass(frozen=True)
class Figures:
    """A number for each area. layer: whose areas these are; values: code and number or None.

    None is "not known", never zero. about: what was counted, when, and by whom.
    """

    layer: str
    values: dict
    about: str = ""

    @property
    def total(self):
        """The sum of what is known."""
        return sum(v for v in self.values.values() if v is not None)

    def join(self, other):
        """Both figures of each area, (ours, theirs), None where one has it not.

        Raises DefinitionError where the layers differ, so that small areas of two vintages,
        many of which share a code, are never joined by it.
        """
        if self.layer != other.layer:
            raise DefinitionError(
                f"figures of {self.layer} cannot be joined by code to figures of {other.layer}.",
                remedy="Bring one across with across(), which goes through the lookup.",
            )
        codes = sorted(self.values.keys() | other.values.keys())
        return {code: (self.values.get(code), other.values.get(code)) for code in codes}
