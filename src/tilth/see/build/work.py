"""One build under way."""

import contextlib
import functools
from dataclasses import dataclass, field, replace
from pathlib import Path

from tilth.see.build.code import code_of
from tilth.store.engine import engine
from tilth.store.stages import stage


@dataclass
class Work:
    """A build: where, with what key, how carefully, and the stages so far."""

    store: Path
    inputs: object
    key: bytes
    verify: bool
    memory: str
    progress: object
    closing: contextlib.ExitStack
    stages: list = field(default_factory=list)

    def stage(self, name, inputs, make, *, reads=(), of=""):
        """One stage, kept in the list; progress is told of it."""
        self.progress(name)
        found = stage(
            self.store,
            name,
            {"code": code_of(name), **inputs},
            make,
            reads=reads,
            verify=self.verify,
        )
        found = replace(found, of=of)
        self.stages.append(found)
        return found

    @property
    def room(self):
        """How the engine may be used: its memory, where it may spill, the one already open."""
        return {**self._bounds, "within": self._engine}

    @property
    def _bounds(self):
        return {"memory": self.memory, "spill": self.store / "stages"}

    @functools.cached_property
    def _engine(self):
        """One engine for all stages, opened where one of them has to be made."""
        return self.closing.enter_context(engine(**self._bounds))

    def geography(self, *names):
        """The hashes of some tables of the geography."""
        return {n: self.inputs.geography.get(f"{n}.parquet") for n in names}
