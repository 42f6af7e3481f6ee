"""How alike two records are, field by field: the questions the model weighs.

Each comparison is a ladder of levels, best first. The last is "anything else". The first name's
and surname's top levels weigh a rare name more than a common one.
"""


def level(condition, label, **more):
    """One rung: a condition on the two records, and what it is called."""
    return {"sql_condition": condition, "label_for_charts": label, **more}


def ladder(name, missing, *levels):
    """A comparison: missing, the rungs from best to worst, anything else."""
    null = level(missing, "missing", is_null_level=True)
    return {
        "output_column_name": name,
        "comparison_levels": [null, *levels, level("ELSE", "anything else")],
    }


def rare(column):
    """That a rare value says more than a common one."""
    return {"tf_adjustment_column": column, "tf_adjustment_weight": 1.0}


def slip(column):
    """One letter wrong, missing, added or exchanged with its neighbour."""
    near = f"abs(length({column}_l) - length({column}_r)) <= 1"  # asked first, being quick
    return level(f"{near} and damerau_levenshtein({column}_l, {column}_r) <= 1", "one slip")


def alike(column):
    """Words that begin alike and share most letters."""
    return level(f"jaro_winkler_similarity({column}_l, {column}_r) >= 0.88", "alike")


def _first_name():
    initial = "first_l[1] = first_r[1] and (length(given_l) = 1 or length(given_r) = 1)"
    return ladder(
        "first",
        "first_l is null or first_r is null",
        level(initial, "initial"),
        level("first_l = first_r", "same", **rare("first")),
        slip("first"),
        alike("first"),
        level("first_l = surname_r or surname_l = first_r", "exchanged with surname"),
        level("first_l[1] = first_r[1]", "same initial"),
    )


def _surname():
    return ladder(
        "surname",
        "surname_l is null or surname_r is null",
        level("surname_l = surname_r", "same", **rare("surname")),
        slip("surname"),
        alike("surname"),
        level("first_l = surname_r or surname_l = first_r", "exchanged with first name"),
        level("sound_l = sound_r", "same sound"),
    )


def _date_of_birth():
    parts = " + ".join(f"cast({p}(dob_l) = {p}(dob_r) as int)" for p in ("year", "month", "day"))
    exchanged = (
        "year(dob_l) = year(dob_r) and month(dob_l) = day(dob_r) and day(dob_l) = month(dob_r)"
    )
    # One slip leaves two parts as they are: that is asked first, being quick.
    slip = "damerau_levenshtein(cast(dob_l as varchar), cast(dob_r as varchar)) <= 1"
    return ladder(
        "dob",
        "dob_l is null or dob_r is null",
        level("dob_l = dob_r", "same"),
        level(f"({parts} >= 2 and {slip}) or ({exchanged})", "one slip"),
        level(f"{parts} >= 2", "two parts of three"),
        level("abs(year(dob_l) - year(dob_r)) <= 1", "within a year or so"),
    )


def _place():
    moved = "postcode_l = previous_r or previous_l = postcode_r or previous_l = previous_r"
    return ladder(
        "place",
        "postcode_l is null or postcode_r is null",
        level("postcode_l = postcode_r and uprn_l = uprn_r", "same property"),
        level("postcode_l = postcode_r", "same postcode"),
        level(moved, "a previous postcode"),
        level("damerau_levenshtein(postcode_l, postcode_r) <= 1", "one slip"),
        level("sector_l = sector_r", "same sector"),
    )


def _same(column):
    missing = f"{column}_l is null or {column}_r is null"
    return ladder(column, missing, level(f"{column}_l = {column}_r", "same"))


def person_comparisons():
    """The comparisons of two people's records in the pool (store/matching/joining.py)."""
    fields = (_first_name(), _surname(), _date_of_birth(), _place())
    return [*fields, _same("sex"), _same("email"), _same("phone"), _same("nhs")]


def settings(comparisons, *, unique_id, blocks=("1 = 1",), keep=False):
    """Splink's settings for matching within one table. keep: also return each level reached."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": unique_id,
        "comparisons": comparisons,
        "blocking_rules_to_generate_predictions": [{"blocking_rule": b} for b in blocks],
        "linker_uid": "tilth",  # drawn at random otherwise, and kept in the model
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": keep,
    }
