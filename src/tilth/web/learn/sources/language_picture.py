"""The picture of language over time, as points for a small SVG: years across, distance upwards."""

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 440, 240, 46, 12, 16, 36
STEPS = (0.0, 0.25, 0.5, 0.75, 1.0)


def picture(language):
    """Points, lines and ticks in the picture's own units; None where nothing can be drawn."""
    told = [one for one in language.stretches if one.value is not None]
    if not told:
        return None
    wide = WIDTH - LEFT - RIGHT
    step = wide / max(1, len(language.stretches))
    across = {one.period: LEFT + step * (at + 0.5) for at, one in enumerate(language.stretches)}
    points = [
        {"x": _r(across[one.period]), "y": _up(one.value), "low": _up(one.lower),
         "high": _up(one.upper), "chance": _up(one.chance), "one": one}
        for one in told
    ]  # fmt: skip
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "left": LEFT,
        "right": WIDTH - RIGHT,
        "bottom": HEIGHT - BOTTOM,
        "points": points,
        "line": " ".join(f"{one['x']},{one['y']}" for one in points),
        "chance": " ".join(f"{one['x']},{one['chance']}" for one in points),
        "ticks": [(_up(one), f"{one:g}") for one in STEPS],
        "periods": [(_r(x), period.partition(" (")[0]) for period, x in across.items()],
    }


def _up(value):
    return _r(HEIGHT - BOTTOM - value * (HEIGHT - BOTTOM - TOP))


def _r(value):
    return round(value, 1)
