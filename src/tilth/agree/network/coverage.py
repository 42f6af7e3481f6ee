"""Which sectors are connected in which places, and where nobody is: the gaps made plain."""

from dataclasses import dataclass

STATES = {
    "connected": "sits on a body there, or is tied to somebody who works there",
    "not yet": "works there and is not connected yet",
    "nobody": "nobody known",
}


@dataclass(frozen=True)
class Cell:
    """One sector in one place: who is connected, who works there and is not yet."""

    connected: tuple[str, ...] = ()
    not_yet: tuple[str, ...] = ()

    @property
    def state(self):
        """Of STATES."""
        return "connected" if self.connected else "not yet" if self.not_yet else "nobody"


def serves(organisation, place, lies_in):
    """Whether an organisation's footprint reaches a place: it, an area in it, or one around it.

    lies_in: {area: the areas it lies in}.
    """
    around = lies_in.get(place, ())
    return any(
        code == place or place in lies_in.get(code, ()) or code in around
        for code in organisation.footprint
    )


def coverage(organisations, sectors, places, lies_in, seats, tied):
    """Every sector by every place: {(sector, place): Cell}, names in the order of the alphabet.

    seats: {place: keys of those who sit on a body there}. tied: pairs of keys that work together.
    Only those at the table can be connected: who was only invited is not yet.
    """
    here = {
        place: [one for one in organisations if serves(one, place, lies_in)] for place in places
    }
    found = {}
    for place in places:
        present = {one.key for one in here[place]}
        for sector in sectors:
            cell = {True: [], False: []}
            sitting = [
                one
                for one in organisations
                if one.sector == sector and (one.key in present or one.key in seats.get(place, ()))
            ]
            for one in sitting:
                others = present - {one.key}
                met = any((one.key, x) in tied or (x, one.key) in tied for x in others)
                joined = one.state in ("joined", "observing")
                cell[joined and (one.key in seats.get(place, ()) or met)].append(one.name)
            found[sector, place] = Cell(tuple(sorted(cell[True])), tuple(sorted(cell[False])))
    return found


def gaps(found):
    """The cells where nobody is connected."""
    return {at: cell for at, cell in found.items() if cell.state != "connected"}
