"""place.toml for made-up people: partners that do not exist, what they send and on what footing."""

import re

from tilth.demo.clubs import LEISURE_WORDS

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
# source -> partner, how often, purposes, basis. No list of practices or of the club is for contact:
# they are counted, never matched to find whom to write to.
SOURCES = {
    "gp_patients": ("practices", "month", ("care", "plan", "eval"), "sharing agreement 1, made up"),
    "gp_events": ("practices", "year", ("care", "plan", "eval"), "sharing agreement 1, made up"),
    "hospital_admissions": ("hospital", "quarter", ("care", "plan", "eval"), "sharing agreement 2, made up"),
    "emergency_attendances": ("hospital", "year", ("care", "plan", "eval"), "sharing agreement 2, made up"),
    "community_contacts": ("community", "year", ("care", "plan", "eval"), "sharing agreement 3, made up"),
    "mental_health_contacts": ("mental_health", "year", ("care", "plan", "eval"), "sharing agreement 3, made up"),
    "adult_social_care": ("council", "quarter", ("care", "plan", "eval"), "sharing agreement 4, made up"),
    "housing_tenancies": ("homes", "month", ("plan", "eval"), "sharing agreement 5, made up"),
    "leisure_members": ("leisure", "month", ("plan", "eval"), "sharing agreement 6, made up"),
    "club_supporters": ("club", "month", ("plan", "eval"), "sharing agreement 7, made up; counted, never matched for contact"),
    "link_worker_referrals": ("link-workers", "month", ("care", "plan", "eval"), "sharing agreement 8, made up"),
    "voluntary_register": ("charities", "quarter", ("plan", "eval"), "sharing agreement 9, made up"),
}  # fmt: skip
UNTIL = "2027-03-31"


def people_tables(partners=PARTNERS):
    """The tables of place.toml for the partners and what they send."""
    lines = [MARKER, ""]
    for slug, (name, sector) in sorted(partners.items()):
        lines += [
            "[[partners]]",
            f'slug = "{slug}"',
            f'name = "{name}"',
            f'sector = "{sector}"',
            "",
        ]
    for name, (partner, refresh, purpose, basis) in SOURCES.items():
        lines += [
            "[[sources]]",
            f'name = "{name}"',
            f'kind = "{name}"',
            f'path = "incoming/SYNTHETIC_{name}_*"',
            f'partner = "{partner}"',
            f"purpose = [{', '.join(_quoted(purpose))}]",
            f'basis = "{basis}"',
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
