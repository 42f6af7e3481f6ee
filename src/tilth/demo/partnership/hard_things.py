"""Hard things held together, texts that ask things of partners, and what leads to what."""

from tilth.demo.partnership.reading import dice, located, texts

MANY = 100_000


def issues(seed):
    """Issues in the order they were opened; their refs are drawn, so that they tell no number."""
    rng = dice(seed, "issues")
    written, sides = texts("hard_things")["issue"], texts("hard_things")["sides"]
    refs = rng.sample(range(MANY // 10, MANY), len(written))
    return [
        told
        | located(told, "Tiltham")
        | {"ref": f"I-{ref}", "body": "place-board", "sides": sides.get(str(number), {})}
        for number, (told, ref) in enumerate(zip(written, refs, strict=True), 1)
    ]


def documents():
    """Policies, laws, reports, evidence, papers and a model to copy."""
    return [
        told | located(told) if told.get("area") else told
        for told in texts("hard_things")["document"]
    ]


def links(raised):
    """What led to what; an issue is written by its number and told by its ref."""
    keys = {f"issue:I-{number:03}": f"issue:{one['ref']}" for number, one in enumerate(raised, 1)}
    return [{k: keys.get(v, v) for k, v in told.items()} for told in texts("hard_things")["link"]]
