"""The ledger: what came in, what was decided, what ran. It only grows."""

import datetime
import json
from dataclasses import dataclass, fields

from tilth.ground.errors import StoreError
from tilth.store.ledger.book import Book
from tilth.store.ledger.service import Version, settle

KEPT = [f.name for f in fields(Version) if f.name not in ("state", "because", "number", "folder")]
PERIOD = ("period_from", "period_to")
VERDICTS = ("same", "different", "unsure")


@dataclass(frozen=True)
class Decision:
    """What a person said of two records: same, different or unsure."""

    record_l: int
    record_r: int
    verdict: str
    by: str
    reason: str
    at: str


class Ledger(Book):
    """The one book of a place's store. Open it with Ledger.open(place)."""

    # -- versions ------------------------------------------------------------------------------

    def versions(self, source=None):
        """Every version, or those of one source, with the state it is in, in order of arrival."""
        states = {(s, v): (state, why) for s, v, state, why in self._rows(LATEST_STATE)}
        where, given = ("where source = ?", (source,)) if source else ("", ())
        found = self._rows(f"select id, {', '.join(KEPT)} from version {where} order by id", given)
        return [self._version(row, states) for row in found]

    def _version(self, row, states):
        values = dict(zip(KEPT, row[1:], strict=True))
        for end in PERIOD:
            values[end] = values[end] and datetime.date.fromisoformat(values[end])
        state, because = states.get((values["source"], values["version"]), ("", ""))
        folder = self.folder / "known" / values["source"] / values["version"]
        return Version(**values, state=state, because=because, number=row[0], folder=folder)

    def version(self, source, version):
        """One version, or None."""
        return next((v for v in self.versions(source) if v.version == version), None)

    def in_service(self, source):
        """The versions to be used, in order: one for a snapshot, one a period otherwise."""
        serving = [v for v in self.versions(source) if v.state == "in_service"]
        return sorted(serving, key=lambda v: (v.period_to or datetime.date.min, v.sequence))

    def record(self, version, *, at, disagreements=()):
        """Enter a version once, with the lines that disagree, and settle what is in service.

        Entering it again changes nothing. Returns the version with its state.
        """
        values = {name: getattr(version, name) for name in KEPT}
        with self._sound(), self._writing():
            if self._add("version", once=True, **values, at=str(at)):
                self._add_all("disagreement", version, disagreements, at)
            self._settle(version.source, at)
        return self.version(version.source, version.version)

    def _add_all(self, table, version, disagreements, at):
        for lines in disagreements:
            self._add(table, source=version.source, version=version.version, at=at, lines=lines)

    def disagreements(self, source=None):
        """Rows of one key that say different things: their source, version and lines."""
        found = self._rows("select source, version, lines from disagreement order by id")
        return [
            {"source": s, "version": v, "lines": json.loads(lines)}
            for s, v, lines in found
            if source in (None, s)
        ]

    def rule(self, source, version, ruling, *, by, because, at):
        """Record a person's word on a version: release it into service, or withdraw it."""
        if not because.strip():
            raise StoreError("a decision is recorded with its reason", remedy='Add --because "..."')
        if not self.version(source, version):
            raise StoreError(f"there is no version {version} of {source}")
        with self._sound(), self._writing():
            self._add(
                "ruling",
                source=source,
                version=version,
                ruling=ruling,
                person=by,
                because=because,
                at=at,
            )
            self._settle(source, at)
        return self.version(source, version)

    def _settle(self, source, at):
        """Write down every state that changed; nothing is written where nothing did."""
        rulings = {
            v: (ruling, because)
            for v, ruling, because in self._rows(
                "select version, ruling, because from ruling where source = ? order by id",
                (source,),
            )
        }
        versions = self.versions(source)
        settled = settle(versions, rulings)
        for one in versions:
            state, because = settled[one.version]
            if (state, because) != (one.state, one.because):
                self._add(
                    "state",
                    source=source,
                    version=one.version,
                    state=state,
                    because=because,
                    at=at,
                )

    def history(self, source, version):
        """Every state a version has been in: (state, because, at), first to last."""
        return self._rows(
            "select state, because, at from state where source = ? and version = ? order by id",
            (source, version),
        )

    # -- what people decided about pairs of records --------------------------------------------

    def decide(self, record_l, record_r, verdict, *, by, reason, at):
        """Record what a person said of a pair. A later word on the same pair counts."""
        if verdict not in VERDICTS:
            raise ValueError(f"verdict {verdict} is not one of {', '.join(VERDICTS)}")
        left, right = sorted((int(record_l), int(record_r)))
        with self._sound(), self._writing():
            self._add(
                "review",
                record_l=left,
                record_r=right,
                verdict=verdict,
                person=by,
                reason=reason,
                at=at,
            )

    def decisions(self):
        """The last word on every pair, ordered by pair."""
        found = self._rows(
            "select record_l, record_r, verdict, person, reason, at from review order by id"
        )
        last = {(row[0], row[1]): Decision(*row) for row in found}
        return [last[pair] for pair in sorted(last)]

    # -- runs, notices, erasures ---------------------------------------------------------------

    def start_run(self, kind, at):
        """Note that a run began; its number."""
        with self._sound(), self._writing():
            return self._add("run", kind=kind, at=at)

    def finish_run(self, run, state, told=None, *, at=None):
        """Note how a run ended, with a small table of what it found."""
        with self._sound(), self._writing():
            self._add("run_end", run=run, state=state, told=told or {}, at=at and str(at))

    def runs(self):
        """Every run: id, kind, at, state (`started` where no end was told) and what it told."""
        found = self._rows(
            "select r.id, kind, r.at, coalesce(state, 'started'), told from run r "
            "left join run_end e on e.id = (select max(id) from run_end where run = r.id) "
            "order by r.id"
        )
        names = ("id", "kind", "at", "state", "told")
        return [
            dict(zip(names, (*row[:4], json.loads(row[4] or "{}")), strict=True)) for row in found
        ]

    def notify(self, kind, told, at):
        """Note something people should hear of."""
        with self._sound(), self._writing():
            return self._add("notice", kind=kind, told=told, at=at)

    def notices(self):
        """Everything people should hear of, oldest first."""
        found = self._rows("select id, kind, told, at from notice order by id")
        return [{"id": i, "kind": k, "told": json.loads(t), "at": at} for i, k, t, at in found]

    def erase(self, mark, *, at):
        """Keep the mark of an erased person (an HMAC, never an identifier): they stay out."""
        with self._sound(), self._writing():
            self._add("erasure", once=True, mark=mark, at=str(at))

    def erased(self):
        """The marks of every erased person."""
        return {mark for (mark,) in self._rows("select mark from erasure")}


LATEST_STATE = """
    select source, version, state, because from state
    where id in (select max(id) from state group by source, version)
"""

__all__ = ["Decision", "Ledger", "Version"]
