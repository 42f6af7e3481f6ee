"""What a reader of a decision can do with it, and the form for each: the acts check it again."""

from tilth.web.agree import emailed
from tilth.web.agree.actions import decisions
from tilth.web.agree.decisions import forms, papers, saying
from tilth.web.agree.decisions.listing import due
from tilth.web.agree.decisions.ruling import OPEN, SPEAKING
from tilth.web.agree.standing import SPEAKERS

WEIGHING = ("draft", "questions", "reactions", "amended")


def may(request, found, stands, standing, on):
    """Everything the page needs to know of its reader."""
    partner = standing.partner
    state = partner.state if partner and standing.by.role in SPEAKERS else ""
    here = {
        "joined": state == "joined",
        "round": state in ("joined", "observing"),
        "tends": decisions.tends(standing, found),
        "proposes": standing.speaks_for(found.proposer),
        "chairs": standing.chairs,
        "keeps": standing.keeps,
        "open": found.stage in OPEN,
        "over": found.stage in ("closed", "withdrawn"),
    }
    own = stands.voices.get(partner.slug) if partner else None
    helps = here["proposes"] or standing.by.role == "secretariat"
    return {
        **here,
        "partner": partner,
        "own": own,
        "edits": helps and not here["over"],
        **_talking(found, here),
        **_voicing(found, stands, partner, here),
        **_tending(request, found, here, on),
        "refusal": stands.refusal if here["open"] else "",
    }


def _talking(found, here):
    talks = here["round"] and here["open"]
    speaking = found.stage in SPEAKING
    new = {"text": found.proposal}
    return {
        "ask": forms.Words("Your question", auto_id="ask-%s") if talks else None,
        "answer": forms.Words("Your answer", auto_id="answer-%s") if talks else None,
        "react": (
            forms.Words("What do you think of it?", auto_id="react-%s")
            if talks and speaking
            else None
        ),
        "change": (
            forms.Change(initial=new, auto_id="change-%s") if here["joined"] and talks else None
        ),
        "option": (
            forms.Option(auto_id="option-%s")
            if here["joined"] and found.stage in WEIGHING
            else None
        ),
        "light": here["open"] and found.route == "light" and (here["joined"] or here["keeps"]),
    }


def _voicing(found, stands, partner, here):
    speaks = here["joined"] and found.stage in SPEAKING and stands.has_voice(partner)
    slugs = stands.outcome.silent if stands.outcome and here["open"] else ()
    silent = [one for one in stands.partners if one.slug in slugs]
    asks = here["keeps"] and found.stage in SPEAKING
    return {
        "say": saying.form_for(found, partner, auto_id="voice-%s") if speaks else None,
        "silent": silent,
        "asks": asks,
        "not_by_email": [why for p in silent if (why := emailed.why_not(found, p, "voice"))]
        if asks
        else [],
        "closing": (
            forms.Words("What was decided, in plain words", required=False, auto_id="close-%s")
            if here["chairs"] and here["open"]
            else None
        ),
    }


def _tending(request, found, here, on):
    tends, draft, closed = here["tends"], found.stage == "draft", found.stage == "closed"
    keeps = (here["joined"] or here["keeps"]) and not here["over"]
    by = {"criteria": "\n".join(found.criteria)}
    weighs = tends and found.stage in WEIGHING
    moves = tends and here["open"] and found.route == "full"
    again = {"review": found.review}
    return {
        "unready": decisions.unready(found) if draft else [],
        "opening": forms.Opening(auto_id="opens-%s") if tends and draft else None,
        "criteria": forms.Criteria(initial=by, auto_id="by-%s") if weighs else None,
        "moving": _moving(found) if moves else None,
        "keep": papers.keep_form(request) if keeps else None,
        "withdraw": (
            forms.Words("Why it is taken back", auto_id="back-%s")
            if here["proposes"] and not here["over"]
            else None
        ),
        "review": forms.Review(initial=again, auto_id="review-%s") if tends and closed else None,
        "look": forms.Look(auto_id="look-%s") if tends and closed else None,
        "due": bool(due([found], on)),
    }


def _moving(found):
    after = min(OPEN.index(found.stage) + 1, len(OPEN) - 1)
    return forms.Stage(initial={"stage": OPEN[after]}, auto_id="move-%s")
