"""How partners stand to each other: the map and the light survey."""
