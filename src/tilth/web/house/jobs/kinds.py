"""The kinds of work there are, each with whom it is for."""

import re
from dataclasses import dataclass

from tilth.ground.errors import DefinitionError
from tilth.web.house.access.routes import SIGNED_IN, Route

LAYER = re.compile(r"[a-z0-9_]{1,40}")
KEEPERS = frozenset({"administrator", "ig_lead", "analyst"})
READERS = SIGNED_IN - {"resident"}
DECIDERS = frozenset({"chair", "secretariat"})


@dataclass(frozen=True)
class Kind:
    """One kind of work.

    title: as people read it. route: what the one who asks must be allowed, when they ask and
    again while it runs. run(place, job, progress) does it and may be run again after a stop;
    it returns Done. listed: it can be asked for on the page of jobs; not, its own page asks.
    """

    title: str
    route: Route
    run: object
    listed: bool = True


@dataclass(frozen=True)
class Done:
    """What came of a job: words, an address of this site, or a file to take away."""

    words: str = ""
    address: str = ""
    file: str = ""


def build(place, job, progress):
    """Take in what partners sent and bring the release up to date; doing it again is safe."""
    from tilth.see.build import build as make
    from tilth.see.intake import load_all

    outcomes = load_all(place, on=job.day, progress=progress)
    refused = sum(1 for one in outcomes if one.error)
    built = make(place, on=job.day, changed=True, progress=progress)
    news = "A new version is in service." if built.changed else "Nothing had changed."
    files = f"{len(outcomes)} files read, {refused} of them refused."
    return Done(f"{files} {news}", "/see/data/")


def check(place, job, progress):
    """Ask of every source what a careful reader would ask of it, and keep what was found."""
    from tilth.see.checks.run import check as ask_all

    sheet = ask_all(place, on=job.day, progress=progress)
    failed = sum(1 for one in sheet.results if one["result"] == "fail")
    return Done(f"{len(sheet.results)} checks made, {failed} of them failed.", "/see/data/")


def export(place, job, progress):
    """Every figure of a layer in one workbook."""
    from tilth import see
    from tilth.see.findings import known
    from tilth.see.findings.exports.workbook import workbook
    from tilth.store.counting.population import Population
    from tilth.store.whole import whole_file

    with Population.open(place) as people:
        layer = job.asked["layer"]
        if layer not in people.layers:
            raise DefinitionError(
                f"there is no layer called {layer}",
                remedy=f"There are: {', '.join(people.layers)}.",
            )
        chosen, missing = known.chosen(people)
        findings = []
        for done, one in enumerate(chosen.values()):
            progress(one.title, done, len(chosen))
            findings.append(see.finding(people, one, layer=layer))
    if not findings:
        raise DefinitionError("there is no figure yet", remedy="Bring in files and build first.")
    path = job.folder / f"{layer}.xlsx"
    with whole_file(path) as temporary:
        temporary.write_bytes(workbook(findings))
    left = f" {len(missing)} more cannot be worked out from what partners send." if missing else ""
    return Done(f"{len(findings)} findings by {layer}.{left}", file=path.name)


def pack(place, job, progress):
    """The papers of a meeting as a PDF, printed by a browser of this machine."""
    from tilth.web.agree.meetings.printing import print_pack

    return print_pack(place, job, progress)


def read_log(place, job, progress):
    """An old log of decisions is read at once when it comes; nothing is left to do."""
    return Done("The file was read when it came.")


KINDS = {
    "build": Kind("Bring in files and build", Route("D1", "assure", KEEPERS), build),
    "check": Kind("Check the data", Route("D1", "assure", KEEPERS), check),
    "export": Kind(
        "Everything of a layer in one workbook",
        Route("D1", "plan", READERS, act="exported"),
        export,
    ),
    "pack": Kind("The papers of a meeting", Route("D1", "plan", READERS), pack, listed=False),
    "log": Kind("An old log of decisions", Route("D1", "plan", DECIDERS), read_log, listed=False),
}
