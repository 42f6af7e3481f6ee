"""Hard things: said aloud, asked about with curiosity, told from each side, heard, replied to."""

import secrets

from tilth.agree import words as known
from tilth.agree.issues import entries as said
from tilth.agree.issues.stages import may_move
from tilth.web.agree import history
from tilth.web.agree.issues.reading import entries_of, rested_at, sitting
from tilth.web.agree.issues.visible import holds_for, visible_to
from tilth.web.agree.models import Issue, Partner
from tilth.web.house.acts import act, locked, refuse

LAST_REF = 100_000  # refs are drawn from five figures, so that none tells how many there are
NOT_HELD = "Only a partner that holds this can do it"


def seen(standing, issue):
    """The issue, held until the act is done; refused as if it were not there where it is hidden."""
    known_of = visible_to(standing).filter(pk=issue.pk).exists()
    refuse("" if known_of else "There is no such issue")
    return locked(Issue, issue.pk)


def held(standing, issue):
    """The issue, for an act that only its owners may do."""
    issue = seen(standing, issue)
    own = holds_for(standing) and issue.owners.filter(pk=standing.partner.pk).exists()
    refuse("" if own else NOT_HELD)
    return issue


def _in_words(words, why="Write it in words"):
    refuse("" if words.strip() else why)
    return words.strip()


def _speaks(standing):
    refuse("" if holds_for(standing) else "Only somebody who speaks for a partner can do this")


@act
def raise_issue(standing, *, type, title, surfaced, opened, layer="place", area="", between=(),
                body=None, asked_of=None, ref=None, at=None):  # fmt: skip
    """Say a hard thing aloud; gives the Issue. Only the partner that raised it knows of it.

    ref: drawn at random unless told, which only made-up places do.
    """
    _speaks(standing)
    refuse("" if type in known.ISSUES else "There is no such kind of issue")
    refuse(_why_not_between(between, layer))
    issue = Issue(
        ref=ref or new_ref(),
        type=type,
        title=_in_words(title, "Give it a name that is ours"),
        surfaced=_in_words(surfaced),
        raised_by=standing.partner,
        body=body,
        between=list(between),
        layer=layer,
        area=area,
        opened=opened,
        asked_of=asked_of,
        asked=opened if asked_of else None,
    )
    issue.save()
    issue.owners.add(standing.partner)
    history.added(standing.by, issue, "said aloud", issue.surfaced, at=at)
    return issue


def _why_not_between(between, layer):
    if layer not in known.LAYERS or any(one not in known.LAYERS for one in between):
        return "There is no such layer"
    if between and len(set(between)) != 2:
        return "It lies between two layers that differ"
    return ""


def new_ref():
    """A ref nobody has, drawn at random: a number in order would tell how many are hidden."""
    while True:
        ref = f"{Issue.prefix}-{secrets.randbelow(LAST_REF):05}"
        if not Issue.objects.filter(ref=ref).exists():
            return ref


@act
def ask(standing, issue, to, words, *, at=None):
    """Ask an owner a curious question. Whoever may read the issue may ask. to: a Partner."""
    _speaks(standing)
    issue = seen(standing, issue)
    owns = issue.owners.filter(pk=to.pk).exists()
    refuse("" if owns else "A question goes to a partner that holds this")
    refuse("A question is to another partner" if to.pk == standing.partner.pk else "")
    return _say(standing, issue, said.ASKED, _in_words(words), {"to": to.slug}, at)


@act
def tell(standing, issue, words, *, at=None):
    """Tell one's own side, after being asked."""
    issue = held(standing, issue)
    refuse(said.may_tell(entries_of(issue), sitting(issue), standing.partner.slug))
    return _say(standing, issue, said.TOLD, _in_words(words), None, at)


@act
def feel_heard(standing, issue, words="", *, at=None):
    """Say that one's side was heard; once all were, the owners understand each other."""
    issue = held(standing, issue)
    mine = standing.partner.slug
    refuse(said.may_feel_heard(entries_of(issue), sitting(issue), mine))
    step = _say(standing, issue, said.HEARD, words.strip(), None, at)
    everyone = said.understood(entries_of(issue), sitting(issue))
    if everyone and not may_move(issue.stage, "understood"):
        history.changed(standing.by, issue, "understood each other", at=at, stage="understood")
    return step


@act
def reply(standing, issue, to, words, *, at=None):
    """Answer another's side, after having asked and listened. to: a Partner."""
    issue = held(standing, issue)
    refuse(said.may_reply(entries_of(issue), sitting(issue), standing.partner.slug, to.slug))
    return _say(standing, issue, said.REPLIED, _in_words(words), {"to": to.slug}, at)


@act
def take_up(standing, issue, words="", *, at=None):
    """Take up a resting issue where it was; any owner may, alone."""
    issue = held(standing, issue)
    refuse("It does not rest" if issue.stage != "parked" else "")
    stage = rested_at(entries_of(issue))
    return history.changed(standing.by, issue, "took it up again", words, at=at, stage=stage)


@act
def begin_again(standing, issue, words, *, at=None):
    """Begin again with an issue that came back after it was looked back on."""
    issue = held(standing, issue)
    refuse("It was not looked back on yet" if issue.stage != "reviewed" else "")
    why = _in_words(words, "Say what came back")
    return history.changed(standing.by, issue, said.AGAIN, why, at=at, stage="surfaced")


@act
def ask_above(standing, issue, of, on, words="", *, at=None):
    """Note that a national or other body was asked to loosen a rule. of: a Partner."""
    issue = held(standing, issue)
    refuse("" if issue.type == "flexibility" else "Only a request for flexibility is asked of one")
    refuse("Say whom you asked" if not isinstance(of, Partner) else "")
    refuse("They hold it: ask somebody else" if issue.owners.filter(pk=of.pk).exists() else "")
    told = {"asked_of": of, "asked": on, "answer": "", "answered": None}
    return history.changed(standing.by, issue, "asked them", words.strip(), at=at, **told)


@act
def answered(standing, issue, words, on, *, at=None):
    """Note what they answered, also that they said no."""
    issue = held(standing, issue)
    refuse("Nobody was asked yet" if issue.asked_of_id is None or issue.asked is None else "")
    refuse("They answered before they were asked" if issue.asked and on < issue.asked else "")
    what = _in_words(words, "Say what they answered, also where it was no")
    told = {"answer": what, "answered": on}
    return history.changed(standing.by, issue, "they answered", "", at=at, **told)


def _say(standing, issue, what, words, about, at):
    return history.told(standing.by, issue, what, words, after=about, at=at)
