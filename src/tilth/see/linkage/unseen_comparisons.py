"""How rows of a file nobody described are compared, and which are: by what columns it has."""

from tilth.see.linkage.comparisons import alike, ladder, level, rare, slip

WEIGHED = ("first", "surname", "dob", "town", "email", "postcode", "birth_place", "occupation")

# Rows are compared if they share every value of one of these; each is counted before use.
BLOCKS = (
    ("nhs",),
    ("email",),
    ("mailbox",),
    ("phone",),
    ("dob", "surname"),
    ("dob", "first"),
    ("first", "surname"),
    ("dob", "sound"),
    ("postcode", "first"),
    ("postcode", "surname"),
    ("surname", "dob[:4]"),
    ("first", "birth_place", "dob[:4]"),
    ("surname", "birth_place"),
    ("surname", "outward"),
    ("first", "outward", "dob[:4]"),
    ("surname", "town"),
    ("dob",),
    ("postcode",),
    ("others",),
    ("first", "birth_place"),
    ("first", "outward"),
    ("surname", "occupation"),
    ("first", "town", "dob[:4]"),
)
# The model is taught on the pairs of these blocks, as many as leave every comparison taught.
LESSONS = (
    ("dob",),
    ("surname",),
    ("email",),
    ("first", "surname"),
    ("postcode",),
    ("phone",),
    ("surname", "dob[:4]"),
    ("first", "birth_place"),
)


def columns_in(keys):
    """The plain column names of some keys."""
    return {key.split("[")[0] for key in keys}


def comparisons_for(columns):
    """The comparisons a file's columns allow. columns: those with values worth comparing."""
    return [make() for name, make in MADE.items() if name in columns]


def _missing(column):
    return f"{column}_l is null or {column}_r is null"


def _exact(column):
    return level(f"{column}_l = {column}_r", "same", **rare(column))


def _first():
    return ladder(
        "first",
        _missing("first"),
        _exact("first"),
        slip("first"),
        alike("first"),
        level("first_l = surname_r or surname_l = first_r", "exchanged with surname"),
        level("first_l[1] = first_r[1]", "same initial"),
    )


def _surname():
    return ladder(
        "surname",
        _missing("surname"),
        _exact("surname"),
        slip("surname"),
        alike("surname"),
        level("first_l = surname_r or surname_l = first_r", "exchanged with first name"),
        level(
            "contains(surname_l, surname_r) or contains(surname_r, surname_l)", "part of the other"
        ),
    )


def _others():
    shared = "len(list_intersect(others_l, others_r))"
    return ladder(
        "others",
        _missing("others"),
        level(f"{shared} >= 3", "three words shared"),
        level(f"{shared} = 2", "two words shared"),
        level(f"{shared} = 1", "one word shared"),
    )


def _dob():
    parts = " + ".join(f"cast(dob_l{p} = dob_r{p} as int)" for p in ("[:4]", "[6:7]", "[9:10]"))
    return ladder(
        "dob",
        _missing("dob"),
        _exact("dob"),
        slip("dob"),
        level(f"{parts} >= 2", "two parts of three"),
        level("damerau_levenshtein(dob_l, dob_r) <= 2", "two slips"),
        level("dob_l[:4] = dob_r[:4]", "same year"),
    )


def _postcode():
    return ladder(
        "postcode",
        _missing("postcode"),
        _exact("postcode"),
        slip("postcode"),
        level("outward_l = outward_r", "same district"),
        level("outward_l[:2] = outward_r[:2]", "same area"),
    )


def _email():
    return ladder(
        "email",
        _missing("email"),
        _exact("email"),
        level("damerau_levenshtein(email_l, email_r) <= 2", "two slips"),
        level("mailbox_l = mailbox_r", "same name before the @"),
        level("jaro_winkler_similarity(email_l, email_r) >= 0.9", "alike"),
    )


def _place(column):
    near = f"contains({column}_l, {column}_r) or contains({column}_r, {column}_l)"
    return ladder(
        column, _missing(column), _exact(column), slip(column), alike(column),
        level(near, "part of the other"),
    )  # fmt: skip


def _same(column):
    return ladder(column, _missing(column), level(f"{column}_l = {column}_r", "same"))


MADE = {
    "first": _first,
    "surname": _surname,
    "others": _others,
    "dob": _dob,
    "postcode": _postcode,
    "email": _email,
    "town": lambda: _place("town"),
    "birth_place": lambda: _place("birth_place"),
    "occupation": lambda: ladder("occupation", _missing("occupation"), _exact("occupation")),
    "sex": lambda: _same("sex"),
    "phone": lambda: _same("phone"),
    "nhs": lambda: _same("nhs"),
}
