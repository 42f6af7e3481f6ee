"""A workbook held beside what is here: what is new, what is known, what is not understood."""

from dataclasses import dataclass

from tilth.agree.network.workbook import Connection, Element, plain
from tilth.ground.errors import Fault


@dataclass(frozen=True)
class Review:
    """What bringing a workbook in would do: nothing of it is done while there are faults.

    new: elements nobody here is called by. same: {label: key} of those that are here already.
    ties: connections whose both ends are known, as (one, other) with keys, or '' for new ones.
    """

    new: tuple[Element, ...]
    same: dict
    ties: tuple[Connection, ...]
    again: tuple[Connection, ...]
    faults: tuple[Fault, ...]
    unread: tuple[str, ...]

    @property
    def sound(self):
        """It can be brought in."""
        return not self.faults


def review(sheets, known, drawn=(), *, sectors=None, areas=None, file="the workbook"):
    """Hold a workbook beside what is here.

    known: {plain name or other name: key}. drawn: Connections that stand already, so that the same
    file twice changes nothing. sectors(type): the sector a type means or None; areas: known codes.
    """
    faults = list(sheets.faults)
    new, same = [], {}
    for one in sheets.elements:
        names = [name for name in map(plain, (one.label, *one.other_names)) if name in known]
        keys = {known[name] for name in names}
        if len(keys) > 1:
            rule = "Elements: its names are those of several partners here"
            faults.append(Fault(file, rule, "Keep one name in the row", one.row, "Label"))
        elif keys:
            same[one.label] = keys.pop()
        else:
            new.append(one)
            faults.extend(_unknown(one, sectors, areas, file))
    mine = {plain(one.label) for one in sheets.elements}
    ties = []
    for one in sheets.connections:
        for column, name in (("From", one.one), ("To", one.other)):
            if plain(name) not in mine and plain(name) not in known:
                rule = "Connections: nobody of this name is in Elements or here"
                faults.append(Fault(file, rule, "Add it to Elements", one.row, column))
        ties.append(one)
    there = set(drawn)
    return Review(
        new=tuple(new),
        same=same,
        ties=tuple(one for one in ties if one not in there),
        again=tuple(one for one in ties if one in there),
        faults=tuple(faults),
        unread=sheets.unread,
    )


def _unknown(element, sectors, areas, file):
    if sectors is not None and sectors(element.type) is None:
        rule = "Elements: this type is no sector we know"
        yield Fault(file, rule, "Use a sector's name", element.row, "Type")
    for code in element.areas if areas is not None else ():
        if code not in areas:
            rule = "Elements: an area that is not of this place"
            yield Fault(file, rule, "Use the codes of areas here", element.row, "Areas")
