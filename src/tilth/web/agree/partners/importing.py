"""A list of organisations read into the partners: what would change, then all or nothing."""

from dataclasses import dataclass

from tilth.agree.meetings.log.reading import tables
from tilth.agree.partners.organisations import Mistake, read
from tilth.ground.errors import ExtractError
from tilth.web.agree.actions import partners as acts
from tilth.web.agree.areas import named
from tilth.web.agree.models import Partner

SHOWN = 40  # mistakes told at once


@dataclass(frozen=True)
class Plan:
    """One organisation: the partner it is already, or None; and the fields it would change."""

    organisation: object
    partner: Partner | None
    changes: dict

    @property
    def what(self):
        """new, changed or as it was."""
        return "new" if self.partner is None else "changed" if self.changes else "as it was"


def plans(data, name, place):
    """What a file would do, row by row. Raises ExtractError with every mistake in it."""
    found = tables(data, name)
    if len(found) > 1:
        titles = ", ".join(one.name for one in found)
        raise ExtractError(f"it holds several tables ({titles})", where=name,
                           remedy="Keep one sheet with one row an organisation.")  # fmt: skip
    table, there = found[0], list(Partner.objects.select_related("successor"))
    known = {word for one in there for word in names_of(one)}
    told = {"areas": area_words(place), "known": known}
    organisations, mistakes = read(table.headings, table.rows, table.lines, **told)
    plan = [_plan(one, there) for one in organisations]
    mistakes += _two_in_one(plan)
    if mistakes:
        lines = [str(one) for one in mistakes[:SHOWN]]
        more = len(mistakes) - SHOWN
        lines += [f"and {more} more"] if more > 0 else []
        raise ExtractError("\n  ".join(["nothing was read in:", *lines]), where=name)
    return plan


def area_words(place):
    """What an area may be called, in small letters -> its code."""
    known = named(place)
    return {name.lower(): code for code, (_, name) in known.items()} | {c.lower(): c for c in known}


def names_of(partner):
    """Everything a partner goes by, in small letters."""
    return {one.lower() for one in (partner.name, partner.slug, *partner.other_names)}


def _plan(organisation, there):
    """The partner a row is about: by its short name, else by its code, else by any of its names."""
    told = organisation.told
    slug, code = told.get("slug"), told.get("code")
    partner = next((one for one in there if slug and one.slug == slug), None)
    partner = partner or next((one for one in there if code and one.code == code), None)
    partner = partner or next((one for one in there if names_of(one) & organisation.names), None)
    fields = {"name": organisation.name, "sector": organisation.sector, **told}
    if partner is None:
        return Plan(organisation, None, fields)
    fields.pop("slug", None)
    after = fields.pop("successor", None)
    changes = {k: v for k, v in fields.items() if getattr(partner, k) != v}
    if after and after.lower() not in (names_of(partner.successor) if partner.successor else ()):
        changes["successor"] = after
    return Plan(organisation, partner, changes)


def _two_in_one(plan):
    """Two rows that are about one partner."""
    seen, mistakes = {}, []
    for one in plan:
        if one.partner is not None and one.partner.pk in seen:
            what = f"this is {one.partner.name}, which row {seen[one.partner.pk]} is about too"
            mistakes.append(Mistake(one.organisation.line, "name", what, "Keep one of them."))
        elif one.partner is not None:
            seen[one.partner.pk] = one.organisation.line
    return mistakes


def carry_out(by, plan):
    """Write what the plan says: all of it or nothing."""
    return acts.read_in(by, plan)
