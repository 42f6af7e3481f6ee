"""A decision as the signed rule sees it on a day: who has a voice, who spoke, what is unmet."""

from dataclasses import asdict, dataclass, field

from tilth.agree.agreements.reading import read
from tilth.agree.decisions.hearing import may_read
from tilth.agree.decisions.outcome import Outcome, Say, Seat, closing_day, outcome
from tilth.agree.decisions.rule import Rule
from tilth.agree.partners.sectors import sectors
from tilth.agree.words import STATUTORY
from tilth.web.agree.agreements.force import bound_by, current, independent
from tilth.web.agree.as_recorded import as_recorded
from tilth.web.agree.models import Partner, Role, Step

OPEN = ("questions", "reactions", "amended", "objections")
SPEAKING = ("reactions", "amended", "objections")
NO_AGREEMENT = (
    "No agreement of {body} is signed and in force, so nothing can be decided. "
    "Agree how you decide, sign it, and come back"
)


@dataclass(frozen=True)
class Ruling:
    """What stands on a day.

    version: of the agreement in force, None where none is; why: what to do then. partners: the
    Partners with a voice, by name. voices: partner slug -> Voice. earlier: slugs of those who
    spoke on an earlier wording. chair: why the chair is not independent.
    """

    version: object = None
    why: str = ""
    rule: Rule = field(default_factory=Rule)
    partners: tuple = ()
    voices: dict = field(default_factory=dict)
    earlier: frozenset = frozenset()
    chair: tuple = ()
    outcome: Outcome | None = None
    closes: object = None

    @property
    def unmet(self):
        """What stands in the way of closing, a sentence each; where it is the chair, why."""
        told = self.outcome.unmet if self.outcome else ()
        whys = f" ({'; '.join(self.chair)})"
        return [f"{one.words}{whys if one.part == 'chair' else ''}" for one in told]

    def hidden_unmet(self, *, told):
        """The same, without who objects where that is not yet told."""
        parts = self.outcome.unmet if self.outcome and not told else ()
        names = [one.words for one in parts if one.part == "objection"]
        rest = [one for one in self.unmet if one not in names]
        return [*rest, *(["an objection is open"] if names else [])]

    @property
    def refusal(self):
        """Why it cannot be closed, in one piece; nothing where it can."""
        return self.why or ". ".join(f"{one[:1].upper()}{one[1:]}" for one in self.unmet)

    def has_voice(self, partner):
        """This partner's voice counts here."""
        return partner is not None and any(one.pk == partner.pk for one in self.partners)

    def readable(self, partner, closed):
        """The Voices a partner may read now."""
        said = [Heard(slug, voice) for slug, voice in self.voices.items()]
        return [one.voice for one in may_read(said, partner.slug if partner else "", closed)]


@dataclass(frozen=True)
class Heard:
    """A Voice with the slug of its partner."""

    partner: str
    voice: object


@dataclass(frozen=True)
class Rules:
    """What holds for every decision of a body on a day; version, rule: None where none is signed.

    partners: those with a voice, by name. chair: why the chair is not independent, where the rule
    asks for one who is.
    """

    version: object
    rule: Rule | None
    partners: tuple
    chair: tuple = ()


def rules_on(body, on, *, closer=None):
    """The Rules of a body on a day; closer: who would close, the chair of the body unless told."""
    version, partners = as_recorded("rules", lambda: _signed(body, on), body.pk, on)
    if version is None:
        return Rules(None, None, partners)
    clauses = read(version.clauses, where=str(version))
    whys = _chair(body, on, closer, clauses) if clauses.decide.chair_independent else ()
    return Rules(version, clauses.decide, partners, whys)


def _signed(body, on):
    """The Version in force for a body on a day, and the partners with a voice under it, by name."""
    version = current(body, on)
    joined = Partner.objects.filter(state="joined").order_by("name")
    bound = joined if version is None else joined.filter(slug__in=bound_by(version, on))
    return version, tuple(bound)


def rulings(decisions, on):
    """(decision, its Ruling) of each; what holds for a body is asked once for all it decides."""
    bodies = {}
    for one in decisions:
        if one.body_id not in bodies:
            bodies[one.body_id] = rules_on(one.body, on)
        yield one, ruling(one, on, rules=bodies[one.body_id])


def ruling(decision, on, *, closer=None, rules=None):
    """How a decision stands under the agreement in force on a day.

    closer: the Person who would close it; the chair of the body unless told. rules: the Rules of
    its body, where they are known already.
    """
    rules = rules or rules_on(decision.body, on, closer=closer)
    voices = {
        one.partner.slug: one
        for one in decision.voices.select_related("partner").order_by("partner__name")
    }
    if rules.version is None:
        why = NO_AGREEMENT.format(body=decision.body.name)
        return Ruling(why=why, voices=voices, partners=rules.partners)
    earlier = _earlier(decision, voices)
    closes = None
    if decision.opened:
        closes = closing_day(rules.rule, decision.opened, decision.route, decision.closes)
    return Ruling(
        version=rules.version,
        rule=rules.rule,
        partners=rules.partners,
        voices=voices,
        earlier=earlier,
        chair=rules.chair,
        closes=closes,
        outcome=outcome(
            [say_of(one, earlier) for one in voices.values()],
            rules.rule,
            [seat_of(one) for one in rules.partners],
            chair_independent=not rules.chair,
            opened=decision.opened,
            on=on,
            route=decision.route,
            closes=decision.closes,
        ),
    )


def seat_of(partner):
    """A Partner as a seat: its size is left behind here."""
    statutory = partner.accountability in STATUTORY
    known = sectors().sector.get(partner.sector)
    sector = known.title if known else partner.sector
    return Seat(partner.slug, sector, statutory, partner.name)


def say_of(voice, earlier=frozenset()):
    """A Voice as a value."""
    slug = voice.partner.slug
    return Say(slug, voice.position, bool(voice.interest), bool(voice.met), slug in earlier)


def _earlier(decision, voices):
    """Who spoke before the wording was last changed, an undone change being a change too."""
    steps = Step.objects.filter(about=decision.key).order_by("-at", "-pk")
    last = next((one.at for one in steps if "proposal" in one.before), None)
    if last is None:
        return frozenset()
    return frozenset(slug for slug, voice in voices.items() if voice.at < last)


def _chair(body, on, closer, clauses):
    """Why whoever chairs is not independent; the first chair who is, where a body has several."""
    people = [closer] if closer is not None else chairs_of(body, on)
    years = clauses.chair_years
    found = [independent(one, on, body=body, chair_years=years) for one in people]
    if not found:
        return (f"{body.name} has no chair yet",)
    return min((one.whys for one in found), key=len)


def chairs_of(body, on):
    """Those who chair a body on a day."""
    held = Role.objects.filter(body=body, chair=True, person__isnull=False, since__lte=on)
    held = held.select_related("person").exclude(until__lt=on)
    return [one.person for one in held]


def kept(found):
    """What is kept with a decision when it closes, as plain values."""
    told = found.outcome
    return {
        "rule": asdict(found.rule),
        "agreement": found.version.agreement.slug,
        "version": found.version.number,
        "result": told.result,
        "spoken": list(told.spoken),
        "silent": list(told.silent),
        "interested": list(told.interested),
        "counted": told.counted,
        "content": told.content,
        "with_voice": [one.slug for one in found.partners],
    }
