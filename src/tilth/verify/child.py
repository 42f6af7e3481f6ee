"""One run of the main job in a process of its own, telling its parent which stage it is in."""

import os
import resource

from tilth.ground.errors import TilthError
from tilth.ground.place import Place
from tilth.see.build import build, building, steps
from tilth.see.intake import load_all, loading
from tilth.verify.scratch import ON

# Where each of the eight stages of SAFETY section 3 begins, as functions of the product.
STAGES = {
    "receive": [(loading, "receive")],
    "validate": [(loading.Validation, "run")],
    "pseudonymise": [(steps, "pseudonymised")],
    "link": [(steps, "identities"), (steps, "context"), (steps, "linked")],
    "derive": [(steps, "people"), (steps, "events"), (steps, "derived")],
    "publish": [(building, "publish")],
    "index": [(building, "index")],
    "notify": [(building, "notify")],
}


def run(folder, told, most_bytes=None):
    """Load what lies in incoming/ and build; tell (stage) at each start and ("done", hash) last.

    told: one end of a pipe. most_bytes: no file may grow beyond it (a disk that is full).
    An error a person can put right is told as ("refused", its kind).
    """
    os.environ.pop("TILTH_KEY_FILE", None)
    if most_bytes is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, resource.RLIM_INFINITY))
    for stage, places in STAGES.items():
        for owner, name in places:
            _announce(owner, name, stage, told)
    try:
        place = Place.open(folder)
        errors = [one.error for one in load_all(place, on=ON) if one.error]
        if errors:
            raise errors[0]
        told.send(("done", build(place, on=ON).release.fingerprint))
    except TilthError as error:
        told.send(("refused", type(error).__name__))


def _announce(owner, name, stage, told):
    """Have a function of the product tell its stage first; what it does is unchanged."""
    does = getattr(owner, name)

    def telling(*args, **kwargs):
        told.send(stage)
        return does(*args, **kwargs)

    setattr(owner, name, telling)
