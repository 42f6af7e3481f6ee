"""Published figures as the estimates table: every digit as its publisher gave it."""

import re

import pandas as pd

from tilth.ground.errors import DefinitionError
from tilth.see.needs.comparing import compared
from tilth.see.official.rows import rows_of

NOT_PUBLISHED = "not published"
COLUMNS = ("numerator", "denominator", "value", "lower", "upper")
DATED = re.compile(r"\d{4}-\d{2}(-\d{2})?")
NATION = "nation"


def estimate(geography, indicator, *, layer, by=None, over=None, since=None, until=None):
    """A published indicator for every area of a layer, untouched: the estimates table.

    geography: a Geography; no people are needed. layer: a layer of areas, or a kind of
    organisation ("trust"). by: "sex" gives a row for each sex published; another group has no
    rows of its own. over: a row for each period published (the last of each month, quarter or
    year where it is published oftener), between since and until. Without it, the newest period
    that at least half of the areas have.

    Values and limits are the publisher's own to the last digit; numerator and denominator are
    the counts published with them. Where an indicator says out_of, its value alone is ours: one
    published count out of another. Nothing is hidden or rounded. An area nothing is published
    of says so in its note. `compared` is with the nation's own figure of the same period.
    """
    by = (by,) if isinstance(by, str) else tuple(by or ())
    refuse_unknown(geography, layer, by)
    rows = chosen(geography, indicator, layer, by)
    periods = _periods(rows, over, since, until)
    names = names_in(geography, layer)
    table = _table(rows, names, periods, by)
    beside = _nation(geography, indicator, by) if layer != NATION else []
    table["compared"] = _compared(table, beside, by)
    table["unknown"] = pd.array([pd.NA] * len(table), dtype="Float64")
    return table


def refuse_unknown(geography, layer, by):
    """Only layers, kinds of organisation, and sex are published by."""
    kinds = {row["kind"] for row in geography.rows("organisation")}
    if layer not in geography.layers and layer not in kinds:
        geography.layer(layer)
    if set(by) - {"sex"}:
        raise DefinitionError(
            f"official figures are not published by {', '.join(g.replace('_', ' ') for g in by)}",
            remedy="Ask for them by sex, or without a group.",
        )


def names_in(geography, layer):
    """code -> the name residents use, of a layer's areas or a kind's organisations."""
    if layer in geography.layers:
        return {code: area.familiar for code, area in geography.areas(layer).items()}
    return {r["code"]: r["name"] for r in geography.where("organisation", kind=layer)}


def chosen(geography, indicator, layer, by=()):
    """The rows an indicator asks for: of the first of its measures published for the layer.

    A row is a dict: area, period, sex and the columns of the estimates table.
    """
    for measure in indicator.measures:
        rows = _measured(geography, indicator, measure, layer, by)
        if rows:
            return rows
    return []


def _measured(geography, indicator, measure, layer, by):
    parts = [_whose(indicator, rows_of(geography, part, layer), by) for part in measure]
    if not indicator.out_of:
        return [_as_published(row) for row in parts[0].values()]
    totals = [_whose(indicator, rows_of(geography, part, layer), by) for part in indicator.total_of]
    return [
        _out_of(key, row, *(_added(key, some) for some in (parts, totals)), indicator.per)
        for key, row in totals[0].items()
    ]


def _whose(indicator, rows, by):
    """The rows of whom the indicator asks, by area, period and sex."""
    wanted = {"age": indicator.age, "category": indicator.category}
    if "sex" not in by:
        wanted["sex"] = indicator.sex
    if not indicator.age:
        ages = sorted({row["age"] for row in rows if row["category"] == indicator.category})
        if len(ages) > 1:
            raise DefinitionError(
                f"{indicator.title} is published for {len(ages)} ages",
                where=f"definitions/indicators/{indicator.name}.toml",
                remedy=f"Say which in age: {', '.join(ages[:6])}.",
            )
        wanted.pop("age")
    kept = [row for row in rows if wanted.items() <= row.items()]
    return {(row["code"], row["period"], row["sex"]): row for row in kept}


def _as_published(row):
    keys = zip(COLUMNS, ("count", "denominator", "value", "lower", "upper"), strict=True)
    return {
        "area": row["code"],
        **{k: row[k] for k in ("period", "sex", "note", "source")},
        **{ours: row[theirs] for ours, theirs in keys},
    }


def _added(key, parts):
    """Published counts added up, or nothing where one of them is not published."""
    counts = [part.get(key, {}).get("value") for part in parts]
    return None if None in counts else sum(counts)


def _out_of(key, row, people, total, per):
    """One published count, or several added up, out of another."""
    return {
        **dict(zip(("area", "period", "sex"), key, strict=True)),
        **{k: row[k] for k in ("note", "source")},
        "numerator": people,
        "denominator": total,
        "value": per * people / total if people is not None and total else None,
        "lower": None,
        "upper": None,
    }


def _periods(rows, over, since, until):
    """The periods to show: the newest that half of the areas have, or each of a series."""
    known = [row for row in rows if row["value"] is not None]
    if over is None:
        areas = {}
        for row in known:
            areas.setdefault(row["period"], set()).add(row["area"])
        enough = len(set().union(*areas.values())) / 2 if areas else 0
        return sorted(p for p, some in areas.items() if len(some) >= enough)[-1:]
    last = {}
    for period in sorted({row["period"] for row in known}):
        if _between(period, since, until):
            last[_step(period, over)] = period
    return list(last.values())


def _between(period, since, until):
    """Whether a period as its publisher writes it lies between two days, so far as it tells."""
    first = period[:10] if DATED.fullmatch(period) else period[:4]
    after = since is None or first >= since.isoformat()[: len(first)]
    return after and (until is None or first <= until.isoformat()[: len(first)])


def _step(period, over):
    """The month, quarter or year of a dated period; any other period is a step of its own."""
    if not DATED.fullmatch(period) or over not in ("month", "quarter", "year"):
        return period
    year, month = period[:4], int(period[5:7])
    return {"month": period[:7], "quarter": f"{year} {(month - 1) // 3}", "year": year}[over]


def _table(rows, names, periods, by):
    """A row for every area (and sex) and period, empty where nothing is published."""
    found = {(row["area"], row["period"], row["sex"]): row for row in rows}
    sexes = sorted({row["sex"] for row in rows}) if "sex" in by else [None]
    codes = sorted(set(names) | {row["area"] for row in rows})
    asked = rows[0]["sex"] if rows else "all"
    records = []
    for code in codes:
        for sex in sexes or ["all"]:
            for period in periods or [None]:
                row = found.get((code, period, asked if sex is None else sex), {})
                told = {"area": code, "name": names.get(code, code)}
                told |= {} if sex is None else {"sex": sex}
                told |= {"period": period, **{c: row.get(c) for c in COLUMNS}}
                missing = row.get("note") or NOT_PUBLISHED
                empty = row.get("value") is None
                records.append(told | {"note": missing if empty else row.get("note") or ""})
    columns = ["area", "name", *by, "period", *COLUMNS, "note"]
    table = pd.DataFrame(records, columns=columns)
    for column in COLUMNS:
        table[column] = table[column].astype("Float64" if column in COLUMNS[:2] else float)
    return table


def _nation(geography, indicator, by):
    """The nation's own rows of the same thing, where it is published."""
    return chosen(geography, indicator, NATION, by) if NATION in geography.layers else []


def _compared(table, beside, by):
    """How each figure stands to the nation's of the same period (and sex)."""
    keys = ["period", *by]
    whole = pd.DataFrame(beside, columns=[*keys, "value"]).drop_duplicates(keys)
    return compared(table, whole.astype({"value": float}), on=keys)
