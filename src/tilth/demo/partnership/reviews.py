"""What the made-up partners heard and said of each other's promises at their peer reviews."""

from tilth.demo.partnership.reading import dice, moment, texts

BOARD = "place-board"
ORDER = ("nation", "region", "system", "place", "neighbourhood")


def reviews(promised, everyone, played_by, seed):
    """Steps and links of every review. played_by(partner, day) -> the person who speaks for it."""
    rng, steps, links = dice(seed, "reviews"), [], []
    partners = {one["slug"]: one for one in everyone}
    for told in texts("hard_things")["review"]:
        promise = next(c for c in promised if c["words"].startswith(told["promise"]))
        about, meeting = f"commitment:{promise['ref']}", ("meeting", (BOARD, told["on"]))
        links.append({"one": about, "other": meeting, "how": "to be reviewed at"})
        for slug, says in told["reviews"].items():
            name = partners[slug]["name"]
            after = _event(told, promise, partners, slug) | {"meeting": meeting, "says": says}
            steps.append(
                {"about": about, "act": "reviewed", "before": {}, "after": after}
                | {"words": f"Heard: {told['heard']} {name} says: {says}"}
                | {"by": played_by(slug, told["on"]), "role": "partner", "partner": slug}
                | {"at": moment(told["on"], rng)}
            )
    return steps, links


def _event(told, promise, partners, slug):
    """One partner reviewed what another promised: who, at which layers, at whose wish."""
    reviewed = promise["told_by"]
    by, of = partners[slug]["layer"], partners[reviewed]["layer"]
    wider = ORDER.index(of) - ORDER.index(by)
    return {
        "reviewer": slug,
        "reviewed": reviewed,
        "by_layer": by,
        "of_layer": of,
        "layer": "place",
        "way": "lateral" if wider == 0 else "downward" if wider > 0 else "upward",
        "mandated": slug in told.get("mandated", ()),
        "on": told["on"].isoformat(),
        "heard": told["heard"],
    }
