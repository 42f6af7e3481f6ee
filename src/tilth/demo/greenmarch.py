"""Greenmarch, the made-up system: its land, its people, what their partners send, and the truth."""

from pathlib import Path

from tilth.demo import send
from tilth.demo.land import terrain
from tilth.ground.progress import unwatched

PLACE = """# Greenmarch does not exist. Nobody in it is real.

[place]
name = "Greenmarch"
code = "GRM"
together = "Greenmarch Together"
languages = ["en-GB", "pa", "ur", "pl"]
header = "SYNTHETIC: nobody here is real"
synthetic = true

[system]
name = "Greenmarch"
code = "GRM"
places = ["Tiltham", "Harrowfold", "Stonebeck", "Larkwell"]

[layers]
small_area = "lsoa21"
neighbourhood = "neighbourhood"
place = "place"
system = "system"

[layers.overlays]
practice = "practice"

[agree]
chair = "Independent chair (made up)"

[see]
headline = [
    "inactive_adults",
    "falls",
    "emergency_admissions",
    "smoking_adults",
    "lonely_adults",
    "known_to_two_or_more",
]
"""
EVENTS_EACH = 14


def make(folder, *, people=25_000, seed=1, progress=unwatched):
    """Write the whole folder of Greenmarch: place.toml, geography, incoming files and the truth.

    people: how many residents. The same people and seed give the same bytes in every file.
    Returns the truth, as truth/truth.json holds it.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    progress("made-up land", 0, 1)
    terrain.draw(folder / "geography", people=people, seed=seed)
    progress("made-up land", 1, 1)
    (folder / "place.toml").write_text(PLACE, encoding="utf-8")
    return send.make_people(
        folder, people=people, seed=seed, events_each=EVENTS_EACH, progress=progress
    )
