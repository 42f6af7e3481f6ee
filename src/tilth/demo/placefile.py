"""place.toml for made-up people: partners that do not exist, what they send and on what footing."""

import re

from tilth.demo.partners.clubs import LEISURE_WORDS

MARKER = "# ---- made-up people: everything below was added by Tilth, and is SYNTHETIC ----"
HEADER = "SYNTHETIC: nobody here is real"
PARTNERS = {
    "practices": ("General practices (made up)", "primary care"),
    "hospital": ("General Hospital (made up)", "hospital"),
    "community": ("Community Health (made up)", "community health"),
    "mental_health": ("Mental Health Trust (made up)", "mental health"),
    "council": ("Council adult social care (made up)", "council"),
    "homes": ("Together Homes (made up)", "housing"),
    "leisure": ("Leisure Trust (made up)", "leisure"),
    "club": ("Town Football Club Community Trust (made up)", "sport"),
    "link-workers": ("Link Worker Team (made up)", "social prescribing"),
    "charities": ("Circle of Small Charities (made up)", "voluntary"),
}
# source -> partner, how often, purposes, which made-up agreement. No list of practices or of the
# club is for contact: they are counted, never matched to find whom to write to.
CARE, COUNT = ("care", "plan", "eval"), ("plan", "eval")
SOURCES = {
    "gp_patients": ("practices", "month", CARE, 1),
    "gp_events": ("practices", "year", CARE, 1),
    "hospital_admissions": ("hospital", "quarter", CARE, 2),
    "emergency_attendances": ("hospital", "year", CARE, 2),
    "community_contacts": ("community", "year", CARE, 3),
    "mental_health_contacts": ("mental_health", "year", CARE, 3),
    "mental_health_referrals": ("mental_health", "year", CARE, 3),
    "adult_social_care": ("council", "quarter", CARE, 4),
    "housing_tenancies": ("homes", "month", COUNT, 5),
    "leisure_members": ("leisure", "month", COUNT, 6),
    "club_supporters": ("club", "month", COUNT, 7),
    "link_worker_referrals": ("link-workers", "month", CARE, 8),
    "voluntary_register": ("charities", "quarter", COUNT, 9),
    "residents_survey": ("council", "year", COUNT, 10),
}
NEVER_FOR_CONTACT = ("gp_patients", "gp_events", "club_supporters")
UNTIL = "2027-03-31"


def people_tables():
    """The tables of place.toml for the partners and what they send."""
    lines = [MARKER, ""]
    for slug, (name, sector) in sorted(PARTNERS.items()):
        lines += [
            "[[partners]]",
            f'slug = "{slug}"',
            f'name = "{name}"',
            f'sector = "{sector}"',
            "",
        ]
    for name, (partner, refresh, purpose, agreement) in SOURCES.items():
        only = "; counted, never matched for contact" if name in NEVER_FOR_CONTACT else ""
        lines += [
            "[[sources]]",
            f'name = "{name}"',
            f'kind = "{name}"',
            f'path = "incoming/SYNTHETIC_{name}_*"',
            f'partner = "{partner}"',
            f"purpose = [{', '.join(_quoted(purpose))}]",
            f'basis = "sharing agreement {agreement}, made up{only}"',
            f"until = {UNTIL}",
            f'refresh = "{refresh}"',
        ]
        if name == "leisure_members":
            lines += ["", "[sources.map]"]
            lines += [f'{theirs} = "{ours}"' for ours, theirs in LEISURE_WORDS.items()]
        lines.append("")
    return "\n".join(lines)


def _quoted(words):
    return [f'"{w}"' for w in words]


def add_people(text, day):
    """A place's own place.toml with the made-up people added: marked synthetic, as of a day.

    What an earlier run added below the marker is replaced; what the place wrote itself stays.
    """
    own = text.split(MARKER)[0].rstrip() + "\n"
    own = _set(own, "place", "synthetic", "true")
    own = _set(own, "place", "header", f'"{HEADER}"')
    own = _set(own, "place", "as_of", day)
    own = _set(own, "privacy", "opt_outs", '"incoming/opt_outs.csv"')
    return own + "\n" + people_tables()


def _set(text, table, key, value):
    """The text with one key of one table set, the table added where it is missing."""
    head = re.search(rf"^\[{table}\][ \t]*(#.*)?$", text, re.MULTILINE)
    if not head:
        return f"{text.rstrip()}\n\n[{table}]\n{key} = {value}\n"
    after = re.search(r"^\[", text[head.end() :], re.MULTILINE)
    end = head.end() + (after.start() if after else len(text) - head.end())
    body = text[head.end() : end]
    line = re.compile(rf"^{key}[ \t]*=.*$", re.MULTILINE)
    if line.search(body):
        body = line.sub(lambda _: f"{key} = {value}", body, count=1)
    else:
        body = f"\n{key} = {value}" + body
    return text[: head.end()] + body + text[end:]
