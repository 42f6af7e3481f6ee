"""The areas of the made-up system: their names and what its tables call them."""

SYSTEM = "Greenmarch"
# neighbourhood -> where its middle lies from the middle of its place, and how deprived it is.
NEIGHBOURHOODS = {
    "Beacon Park": (-0.10, 0.17, 0.14),
    "Canalside": (0.06, -0.02, 0.72),
    "Foundry Lane": (-0.02, -0.16, 0.84),
    "Hillfoot": (-0.20, 0.02, 0.05),
    "Market Quarter": (0.00, 0.05, 0.58),
    "Old Pits": (0.14, -0.18, 0.97),
    "Rushbrook": (0.17, 0.15, 0.36),
}
ELSEWHERE = {"Harrowfold": 0.62, "Stonebeck": 0.45, "Larkwell": 0.28}


def code_of(name):
    """The code of a made-up area: GRM-OPLD for Old Pits; GRM for the system itself."""
    if name == SYSTEM:
        return "GRM"
    return "GRM-" + "".join(w[0] for w in name.split()) + name.split()[0][1:3].upper()
