"""The weight of evidence of every candidate pair, by a saved model, as one statement.

The sums Splink makes of the same model, to the last digits (its own test says so), without what it
spends on setting itself up. Source: Fellegi and Sunter 1969, J Am Stat Assoc 64:1183; Splink 5.
"""

import math
import re

SIDED = re.compile(r"\b(\w+)_[lr]\b")


def pair_weights(connection, comparisons, table):
    """The weight in bits, without the prior, of every pair in `candidate`: arrays l, r, weight.

    comparisons: of a saved model (see/linkage/comparisons.py), each level with its m and u.
    table: the records compared, by i, with tf_ columns of the values weighed by how rare they are.
    """
    total = " + ".join(_ladder(c["comparison_levels"]) for c in comparisons)
    sides = ", ".join(f"a.{c} as {c}_l, b.{c} as {c}_r" for c in _columns(comparisons))
    found = connection.execute(
        f"""select l, r, {total} as weight from (select join_key_l as l, join_key_r as r, {sides}
        from candidate join {table} a on join_key_l = a.i join {table} b on join_key_r = b.i)
        order by l, r"""
    ).fetchnumpy()
    return found["l"], found["r"], found["weight"]


def _columns(comparisons):
    levels = [level for c in comparisons for level in c["comparison_levels"]]
    named = {c for level in levels for c in SIDED.findall(level["sql_condition"])}
    return sorted(named | {f"tf_{_rare(level)}" for level in levels if _rare(level)})


def _ladder(levels):
    """One comparison's weight: of the first level that holds; the last holds for all."""
    rungs = " ".join(_rung(level) for level in levels)
    return f"case {rungs} end"


def _rung(level):
    condition, weight = level["sql_condition"], _weight(level)
    return f"else {weight}" if condition == "ELSE" else f"when {condition} then {weight}"


def _weight(level):
    """log2(m / u); u of a rare value is how often that very value is met."""
    if level.get("is_null_level"):
        return "0::double"
    m, u = level["m_probability"], level["u_probability"]
    plain = f"{math.log2(m / u)!r}::double"
    column = _rare(level)
    if column is None:
        return plain
    share = level["tf_adjustment_weight"]
    tf = f"greatest(tf_{column}_l, tf_{column}_r)"  # of one value missing, the other
    return f"{plain} + coalesce({share!r}::double * ({math.log2(u)!r}::double - log2({tf})), 0)"


def _rare(level):
    """The column whose rare values say more than its common ones, where a level has one.

    Raises ValueError unless the level asks for the same value: how rare is it is asked of that.
    """
    column = level.get("tf_adjustment_column")
    if column is not None and level["sql_condition"] != f"{column}_l = {column}_r":
        raise ValueError(f"a rare {column} can only count where both have it")
    return column
