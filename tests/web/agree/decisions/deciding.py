"""What every test of decisions writes and reads again."""

AT = "/agree/decisions/"
PROPOSAL = {
    "title": "Warm rooms in winter",
    "proposal": "Each neighbourhood opens one warm room a week.",
    "route": "full",
    "layer": "place",
    "origin": "residents",
    "public": "on",
}
READY = {
    "why": "People are cold and alone.",
    "population": "Everyone over 65",
    "why_not_lower": "Heating is bought for the whole place.",
    "equality": "Old Pits gains most.",
    "review": "2027-01-31",
}


def of(one):
    one.refresh_from_db()
    return one
