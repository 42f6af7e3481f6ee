"""A small sheet of totals beside each release, so that `tilth see show` answers at once."""

from tilth.see.build.code import code_of
from tilth.store.deriving.summing import totals
from tilth.store.releases import read_json
from tilth.store.stages import stage
from tilth.store.whole import write_json

NOTE = "Totals only, exact: pass every one through disclosure before it is shown."
LAYERS = ("place", "neighbourhood")


def index(store, release, *, verify=True, memory="3GB"):
    """The stage that holds index.json of a release. Made once; the same release, the same sheet."""

    def make(folder):
        held = release.schema("small_area").names
        layers = [layer for layer in LAYERS if layer in held]
        told = totals(release, layers, memory=memory, spill=store / "stages")
        write_json(folder / "index.json", {"note": NOTE, "release": release.name, **told})

    made_from = {"code": code_of("index"), "release": release.fingerprint}
    return stage(store, "index", made_from, make, verify=verify)


def notify(ledger, release, *, at):
    """Say once in the ledger that a release is in service; return whether it was news."""
    last = [n["told"]["release"] for n in ledger.notices() if n["kind"] == "release"]
    if last and last[-1] == release.name:
        return False
    people = read_json(release, "arithmetic.json")["people"]["used"]
    told = {
        "release": release.name,
        "as_of": release.manifest["as_of"],
        "synthetic": release.manifest["synthetic"],
        "people": people,
    }
    ledger.notify("release", told, at)
    return True
