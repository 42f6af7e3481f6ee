"""Every act on a decision before it is closed: writing, opening, asking, changing its words."""

from dataclasses import dataclass

from tilth.agree.decisions.outcome import closing_day
from tilth.agree.words import MEMBERSHIP, STAGES
from tilth.web.agree import history
from tilth.web.agree.decisions.ruling import OPEN, ruling
from tilth.web.agree.models import Decision, Step
from tilth.web.agree.standing import SPEAKERS
from tilth.web.house.acts import act, locked, refuse

NEAREST = "neighbourhood"
TEXT = (
    "title", "proposal", "why", "with_whom", "population", "layer", "area", "why_not_lower",
    "origin", "money", "money_says", "equality", "review", "public", "criteria",
)  # fmt: skip
CHANGE = "proposed a change"
WORDED = ("changed the text", "took up a change", "undid")
MEANWHILE = "Somebody changed it while you wrote. Read it again; sending once more puts yours there"


@dataclass(frozen=True)
class Reactions:
    """Where reactions to a decision are kept: apart from its history, since they are hidden."""

    ref: str

    @property
    def key(self):
        """What its Steps are about; no record answers to it."""
        return f"reactions:{self.ref}"


def speaker(standing, *states):
    """The partner somebody speaks for, in one of these states; refused where there is none."""
    partner = standing.partner
    refuse("" if partner else "You are from no partner, so you have no voice here")
    may = standing.by.role in SPEAKERS
    refuse("" if may else "Your role does not speak for a partner")
    there = partner.state in (states or ("joined",))
    refuse("" if there else f"{partner.name} {MEMBERSHIP[partner.state]}")
    return partner


def must_be_open(decision):
    """Refuse what can only be done between opening and closing."""
    refuse("" if decision.stage in OPEN else f"This decision is not open: {STAGES[decision.stage]}")


def tends(standing, decision):
    """They may see to how a decision goes on: whose it is, the chair, the secretariat."""
    return standing.keeps or standing.speaks_for(decision.proposer)


def must_tend(standing, decision):
    """Refuse everyone else."""
    who = f"Only {decision.proposer.name}, the chair or the secretariat can do this"
    refuse("" if tends(standing, decision) else who)


@act
def draft(standing, *, body, route="full", **text):
    """A partner writes down what it proposes; every joined partner may."""
    partner = speaker(standing)
    told = {name: text[name] for name in TEXT if text.get(name) not in (None, "")}
    decision = Decision.objects.create(
        ref=history.next_ref(Decision), body=body, proposer=partner, route=route, **told
    )
    history.added(standing.by, decision, "wrote")
    return decision


@act
def change(standing, decision, *, seen=None, **text):
    """Change the words of a draft; once it is open, only what is not its wording.

    The proposing partner may, and the secretariat helps with the text. seen: how many changes
    there were when the writer began: what another wrote meanwhile is not lost in silence.
    """
    decision = locked(Decision, decision.pk)
    stale = seen is not None and seen != changes_of(decision)
    refuse(MEANWHILE if stale else "")
    helps = standing.by.role == "secretariat"
    own = standing.speaks_for(decision.proposer)
    refuse("" if own or helps else f"Only {decision.proposer.name} and the secretariat can do this")
    if decision.stage != "draft":
        must_be_open(decision)
        wording = text.get("proposal", decision.proposal) != decision.proposal
        refuse("The wording of an open decision changes by an amendment" if wording else "")
    told = {name: text[name] for name in TEXT if name in text}
    return history.changed(standing.by, decision, "changed the text", **told)


def changes_of(decision):
    """How many times its words were changed."""
    return Step.objects.filter(about=decision.key, act__in=WORDED).count()


@act
def add_option(standing, decision, *, name, says, kind):
    """Put another option beside the proposal: yes, no, blended or both."""
    speaker(standing)
    decision = locked(Decision, decision.pk)
    _before_objections(decision)
    names = [one["name"].lower() for one in decision.options]
    refuse(f"There is an option called {name} already" if name.lower() in names else "")
    options = [*decision.options, {"name": name, "says": says, "kind": kind}]
    return history.changed(standing.by, decision, "added an option", name, options=options)


@act
def drop_option(standing, decision, *, name):
    """Take an option out of a draft."""
    decision = locked(Decision, decision.pk)
    must_tend(standing, decision)
    refuse("" if decision.stage == "draft" else "Options of an open decision stay, to be weighed")
    left = [one for one in decision.options if one["name"] != name]
    refuse("There is no such option" if len(left) == len(decision.options) else "")
    return history.changed(standing.by, decision, "took an option out", name, options=left)


def _before_objections(decision):
    early = decision.stage in ("draft", "questions", "reactions", "amended")
    refuse("" if early else "Options can be added until the stage of objections")


@act
def open_decision(standing, decision, on, *, closes=None):
    """Put a draft to the partners: its stages begin, and the days its voices stay open."""
    decision = locked(Decision, decision.pk)
    must_tend(standing, decision)
    refuse("" if decision.stage == "draft" else "It was opened already")
    missing = unready(decision)
    refuse(f"Before it opens, write down {', '.join(missing)}" if missing else "")
    found = ruling(decision, on)
    refuse(found.why)
    least = closing_day(found.rule, on, decision.route)
    early = closes is not None and closes < least
    refuse(f"The agreement keeps voices open until {least:%-d %B %Y} at least" if early else "")
    first = "objections" if decision.route == "light" else "questions"
    fields = {"stage": first, "opened": on, "closes": closes or least, "version": found.version}
    return history.changed(standing.by, decision, "opened", **fields)


def unready(decision):
    """What is still to be written before a decision can open, in words."""
    needs = {
        "why it is proposed": decision.why,
        "for whom it is": decision.population,
        "why it is not decided nearer to people": (
            decision.layer == NEAREST or decision.why_not_lower
        ),
        "what it means for people who are treated unequally": decision.equality,
        "when it is looked at again": decision.review,
    }
    return [words for words, there in needs.items() if not there]


@act
def move(standing, decision, stage):
    """Go on to another stage, or back to one."""
    decision = locked(Decision, decision.pk)
    must_tend(standing, decision)
    must_be_open(decision)
    refuse("" if stage in OPEN else "There is no such stage")
    light = decision.route == "light"
    refuse("A light decision has one stage. Take it the full way instead" if light else "")
    return history.changed(standing.by, decision, "moved on", STAGES[stage], stage=stage)


@act
def take_full_way(standing, decision, on):
    """A light decision that needs more care goes through every stage, its days counted anew."""
    decision = locked(Decision, decision.pk)
    spoken = standing.partner is not None and standing.speaks_for(standing.partner)
    refuse("" if spoken or standing.keeps else "Only a partner, the chair or the secretariat can")
    must_be_open(decision)
    refuse("" if decision.route == "light" else "It goes the full way already")
    found = ruling(decision, on)
    refuse(found.why)
    closes = closing_day(found.rule, on, "full")
    fields = {"route": "full", "stage": "questions", "closes": closes}
    return history.changed(standing.by, decision, "took the full way", **fields)


@act
def ask(standing, decision, words):
    """A question, to understand."""
    return _say(standing, decision, "asked", words)


@act
def answer(standing, decision, words):
    """An answer to what was asked."""
    return _say(standing, decision, "answered", words)


def _say(standing, decision, what, words):
    speaker(standing, "joined", "observing")
    decision = locked(Decision, decision.pk)
    must_be_open(decision)
    return history.told(standing.by, decision, what, words)


@act
def react(standing, decision, words):
    """What a partner thinks of it; others read it once they have said theirs."""
    speaker(standing, "joined", "observing")
    decision = locked(Decision, decision.pk)
    must_be_open(decision)
    refuse("First come questions, then reactions" if decision.stage == "questions" else "")
    return history.told(standing.by, Reactions(decision.ref), "reacted", words)


@act
def propose_change(standing, decision, *, text, why):
    """Another wording, put forward by any partner."""
    speaker(standing)
    decision = locked(Decision, decision.pk)
    must_be_open(decision)
    refuse("This is how it reads already" if text.strip() == decision.proposal.strip() else "")
    return history.told(standing.by, decision, CHANGE, why, after={"text": text})


@act
def accept_change(standing, decision, number):
    """The proposing partner takes up a wording another put forward: voices are asked anew."""
    decision = locked(Decision, decision.pk)
    standing.must_speak_for(decision.proposer)
    must_be_open(decision)
    step = Step.objects.filter(pk=number, about=decision.key, act=CHANGE).first()
    refuse("" if step else "There is no such change")
    words = f"Put forward by {step.partner.name}. {step.words}".strip()
    fields = {"proposal": step.after["text"]}
    done = history.changed(standing.by, decision, "took up a change", words, **fields)
    refuse("" if done else "This is how it reads already")
    return done
