"""What the made-up partners handed down and put in."""

import datetime

from tilth.demo.partnership.reading import DAY, days, layer_of, texts

YEAR = 365


def delegations():
    """Functions passed from body to body, with refs; `cut` tells of money taken back."""
    written = texts("giving")["delegation"]
    return [
        {k: v for k, v in told.items() if k not in ("from", "to")}
        | {"ref": f"G-{number:03}", "from_body": told["from"], "to_body": told["to"]}
        for number, told in enumerate(written, 1)
    ]


def contributions(bodies):
    """What each put in, a row a year for what goes on from year to year."""
    where = {body["slug"]: body for body in bodies}
    return [row for told in texts("giving")["contribution"] for row in _years(told, where)]


def _years(told, where):
    body = where.get(told.get("body"))
    fixed = {
        "partner": told["by"],
        "to_partner": told.get("to"),
        "to_body": told.get("body"),
        "layer": body["layer"] if body else layer_of(""),
        "area": body["area"] if body else "",
    } | {k: v for k, v in told.items() if k not in ("by", "to", "body", "once", "since", "until")}
    if told.get("out") or told.get("once") or told.get("amount") is None:
        return [fixed | {"since": told["since"]}]
    last = told.get("until") or datetime.date.max
    rows, since = [], told["since"]
    while since <= min(DAY, last):
        until = min(last, since + days(YEAR - 1))
        share = ((until - since).days + 1) / YEAR
        rows.append(
            fixed | {"since": since, "until": until, "amount": round(told["amount"] * share, 1)}
        )
        since = until + days(1)
    return rows
