"""Which column is which, in a file nobody described: by its name, else by what it holds."""

import re
from dataclasses import dataclass

from tilth.ground.errors import UsageError
from tilth.ground.strict import nearest

ALIASES = {
    "id": "id unique_id uid record_id local_id row_id client_id patient_id person_id member_id "
    "case_id reference ref",
    "nhs_number": "nhs_number nhs_no nhsno nhs nhsnumber nhs_num",
    "first_name": "first_name firstname forename given_name givenname given fname first "
    "christian_name preferred_name name_first",
    "surname": "surname last_name lastname family_name familyname lname last name_last sname "
    "second_name",
    "full_name": "full_name fullname name person_name client_name patient_name display_name",
    "date_of_birth": "date_of_birth dob birth_date birthdate born dateofbirth birthday d_o_b "
    "year_of_birth yob",
    "sex": "sex gender sex_code gender_code",
    "postcode": "postcode post_code postal_code zip zip_code zipcode pcode postcode_fake pc",
    "town": "city town locality place municipality village suburb",
    "email": "email e_mail email_address mail contact_email",
    "phone": "phone telephone mobile tel phone_number mobile_number telephone_number tel_no",
    "birth_place": "birth_place birthplace place_of_birth born_in",
    "occupation": "occupation job profession trade job_title work",
}
ROLES = {alias: role for role, words in ALIASES.items() for alias in words.split()}
TRUTHS = ("cluster", "truth", "true_person", "person", "entity", "entity_id", "cluster_id")

# Of the values that are there, how large a share must look like it.
LOOKS = {
    "email": (r"^[^@\s]+@[^@\s]+\.[^@\s]+$", 0.8),
    "postcode": (r"(?i)^[a-z]{1,2}[0-9][a-z0-9]?\s*[0-9][a-z]{2}$", 0.8),
    "date_of_birth": (r"^([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4})", 0.8),
    "sex": (r"(?i)^(m|f|male|female|man|woman)$", 0.9),
    "phone": (r"^(\+44|0)[0-9 ]{9,12}$", 0.8),
    "nhs_number": (r"^[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}$", 0.95),
}


@dataclass(frozen=True)
class Reading:
    """What one column was taken for, and why; role is empty where it takes no part."""

    column: str
    role: str
    because: str


def plain(name):
    """A column's name in lower case with underscores: "First Name" and "FirstName" alike."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name.strip())
    return re.sub(r"[^a-z0-9]+", "_", spaced.lower()).strip("_")


def recognise(columns, looks, *, mapping=None, identifier=None, truth=None):
    """What each column of a file is taken for: a Reading for each, in the file's order.

    columns: their names. looks: {column: {role: share of values that look like it}}.
    mapping: {their name: our role}, believed before anything else. identifier, truth: columns
    told to be those. A role is given once; the truth is never compared. Raises UsageError for a
    column or role that does not exist, or where too little is left to compare.
    """
    mapping = dict(mapping or {})
    _check(columns, mapping, identifier, truth)
    told = {**mapping, **({identifier: "id"} if identifier else {})}
    taken = dict.fromkeys(told.values(), "you said so")
    found = {column: (role, "you said so") for column, role in told.items()}
    if truth in columns:
        found[truth] = ("truth", "you said so")
    for column in columns:
        role = ROLES.get(plain(column))
        if column not in found and role and role not in taken:
            found[column], taken[role] = (role, "its name"), column
    for column in columns:
        if column not in found and plain(column) in TRUTHS:
            found[column] = ("", "it may hold the answer, so it is not looked at")
        elif column not in found:
            role = next((r for r in LOOKS if r not in taken and _looks(looks, column, r)), "")
            found[column] = (role, "what it holds" if role else "nothing we compare")
            taken.setdefault(role, column)
    readings = [Reading(column, *found[column]) for column in columns]
    _enough(readings)
    return readings


def _looks(looks, column, role):
    return looks.get(column, {}).get(role, 0) >= LOOKS[role][1]


def _check(columns, mapping, identifier, truth):
    for column in [*mapping, *filter(None, (identifier,))]:
        if column not in columns:
            near = nearest(column, columns)
            raise UsageError(
                f"there is no column {column}", remedy=f"Did you mean {near}?" if near else ""
            )
    for role in mapping.values():
        if role not in ALIASES:
            near = nearest(role, ALIASES)
            remedy = f"Did you mean {near}?" if near else f"Known: {', '.join(ALIASES)}."
            raise UsageError(f"{role} is not something we compare", remedy=remedy)
    if truth and truth not in columns:
        raise UsageError(f"there is no column {truth} to take as the truth")


def _enough(readings):
    compared = {r.role for r in readings} - {"", "id", "truth"}
    if not compared & {"nhs_number", "surname", "full_name", "email"} or len(compared) < 2:
        raise UsageError(
            "too few columns say who a person is",
            remedy="Name them: --map their_column=surname --map their_column=date_of_birth.",
        )


def truth_columns(columns, *, where):
    """The id and the true person among the columns of a file of known truth."""
    identifier = next((c for c in columns if ROLES.get(plain(c)) == "id"), None)
    person = next((c for c in columns if plain(c) in TRUTHS and c != identifier), None)
    if identifier is None or person is None:
        raise UsageError(
            "this does not say who is truly who",
            where=where,
            remedy="It needs a column of ids, such as id, and one of persons, such as person.",
        )
    return identifier, person
