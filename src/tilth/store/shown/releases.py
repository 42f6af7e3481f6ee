"""Which figures were shown; refused where one more would tell of a few people."""

import hashlib
import json

from tilth.ground.disclosure.overlays import may_be_shown
from tilth.ground.errors import DisclosureError
from tilth.store.shown.book import Book
from tilth.store.shown.steady import joined, packed, parted, staying

REFUSED = "this figure cannot be shown beside those shown already"
REMEDY = "Ask for one of the fixed areas, or for a larger group of people."


class Shown(Book):
    """The ledger of releases of a place. Open it with Shown.open(place).

    measure: what is counted, as its definition's name and hash. period: as it is shown. at: the
    day, passed in. Nothing in it says who anybody is.
    """

    def record(self, table, *, measure, period, areas, breakdown, release, at):
        """Note that a table of figures was shown; its hash. The same table again adds nothing.

        table: the frame as shown. areas: which areas, such as the layer's name. breakdown: the
        groups. Where it was noted before, nothing is written.
        """
        told = table.to_csv(index=False, lineterminator="\n").encode()
        key = (measure, period, areas, breakdown, release, hashlib.sha256(told).hexdigest())
        names = ("measure", "period", "areas", "breakdown", "release", "sha256")
        where = " and ".join(f"{name} = ?" for name in names)
        if not self.rows(f"select 1 from figures where {where}", key):
            with self.writing():
                self.add("figures", **dict(zip(names, key, strict=True)), at=str(at))
        return key[-1]

    def figures(self, measure, period):
        """What was shown of a measure and period: areas, breakdown, release, hash and day."""
        return self.rows(
            "select areas, breakdown, release, sha256, at from figures "
            "where measure = ? and period = ? order by id",
            (measure, period),
        )

    def ask_area(self, areas, finest, privacy, *, measure, period, release, at, **hierarchy):
        """Take leave to show a drawn area; raises DisclosureError where it would tell too much.

        areas: its small areas. finest: raw counts, as `settle` takes them. hierarchy: small_area,
        layers and groups, as `may_be_shown` takes them. What was allowed once stays allowed.
        """
        what = json.dumps(sorted(set(areas)))

        def allowed(before):
            shown = [json.loads(told) for told in before]
            return may_be_shown(finest, privacy, asked=areas, shown=shown, **hierarchy)

        self._ask("area", what, allowed, measure, period, release, at)

    def ask_cohort(self, what, differences, privacy, *, measure, period, release, at):
        """Take leave to show a group of people told by a criterion; raises DisclosureError.

        what: the criterion as text, in its one form. differences: a function from the text of a
        group shown before to two counts: people in this group alone and in that one alone.
        Groups that differ by 1 to 7 people are not both shown.
        """

        def allowed(before):
            return not any(0 < max(differences(told)) < privacy.suppress_below for told in before)

        self._ask("cohort", what, allowed, measure, period, release, at)

    def _ask(self, kind, what, allowed, measure, period, release, at):
        """Decide and note in one transaction, so that of two rivals the second sees the first."""
        question = "select what from asked where measure = ? and period = ? and kind = ?"
        key = (measure, period, kind)
        if (what,) in self.rows(question, key):
            return
        with self.writing():
            before = [told for (told,) in self.book.execute(question, key)]
            if what not in before and not allowed(before):
                raise DisclosureError(REFUSED, remedy=REMEDY)
            values = {"measure": measure, "period": period, "kind": kind, "what": what}
            self.add("asked", **values, release=release, at=str(at))

    def steady(self, finest, privacy, *, measure, period, release, at):
        """The counts to show of a measure and period, where an earlier release was shown.

        finest: raw counts of the release now in service; of a series, with a column `period`:
        then each of its periods is looked at by itself. Where they differ from those shown before
        by 1 to 7 people, those shown before stay: comparing the two would tell of those few. The
        new ones are kept once enough people differ. Returns a frame of raw counts.
        """
        parts = parted(finest, period)
        least = privacy.suppress_below
        shown = self._settled(parts, measure, release, least)
        if any(held is None for held in shown.values()):
            with self.writing():
                shown = self._settled(parts, measure, release, least)
                told = {"measure": measure, "release": release, "at": str(at)}
                for name in [name for name, held in shown.items() if held is None]:
                    self.add("counted", **told, period=name, rows=packed(parts[name]))
                    shown[name] = parts[name]
        return joined(list(shown.values()))

    def _settled(self, parts, measure, release, least):
        """name -> the counts shown before that stay; None where the new ones are to be shown."""
        last = dict.fromkeys(parts)
        question = "select period, release, rows from counted where measure = ? order by id"
        for name, shown_in, rows in self.rows(question, (measure,)):
            if name in last:
                last[name] = (shown_in, rows)
        return {
            name: None if told is None else staying(*told, parts[name], release, least)
            for name, told in last.items()
        }
