"""How each kind of check finds what to ask: by the name of its file in definitions/checks."""

from tilth.see.checks import completeness, conformance, plausibility, timing

ROOMS = (conformance, completeness, plausibility, timing)
OF_A_SHEET = {name: find for room in ROOMS for name, find in room.SHEET.items()}
OF_THE_WHOLE = {name: find for room in ROOMS for name, find in room.WHOLE.items()}
