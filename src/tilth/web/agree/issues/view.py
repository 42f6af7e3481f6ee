"""What one reader sees of one issue, and what they can do next."""

from functools import cached_property

from tilth.agree import words as known
from tilth.agree.issues import entries as said
from tilth.agree.issues import together
from tilth.agree.issues.stages import MOVES, WIDER
from tilth.web.agree.found import address, find, may_read
from tilth.web.agree.issues import forms
from tilth.web.agree.issues.reading import answers_to, entries_of, sitting, waiting_of
from tilth.web.agree.issues.visible import held_by, holds_for
from tilth.web.agree.models import Link, Partner

JOURNEY = ("surfaced", "understood", "reframed", "agreed", "reviewed")
STAGES = {"surfaced": "Surface", "understood": "Understand", "reframed": "Reframe",
          "agreed": "Agree", "reviewed": "Review", "parked": "Resting"}  # fmt: skip
TALK = (said.ASKED, said.TOLD, said.HEARD, said.REPLIED)


class View:
    """One issue as one reader sees it. standing: None for a stranger."""

    def __init__(self, issue, standing, bound=None):
        self.issue, self.standing, self.bound = issue, standing, bound

    @cached_property
    def inside(self):
        """The reader's partner holds it."""
        return held_by(self.standing).filter(pk=self.issue.pk).exists()

    @cached_property
    def speaks(self):
        """The reader speaks for a partner."""
        return self.standing is not None and holds_for(self.standing)

    @cached_property
    def asked_to_hold(self):
        """The reader's partner was asked to hold it too, and has not answered."""
        return self.speaks and self.issue.invited.filter(pk=self.standing.partner.pk).exists()

    @cached_property
    def mine(self):
        """The slug of the reader's partner, or ''."""
        return self.standing.partner.slug if self.speaks else ""

    @cached_property
    def owners(self):
        """Who holds it, by name."""
        return list(self.issue.owners.order_by("name"))

    @cached_property
    def others(self):
        """Those who hold it, but the reader's own partner."""
        return self.issue.owners.exclude(slug=self.mine).order_by("name")

    @cached_property
    def not_holding(self):
        """Partners that have joined and do not hold it."""
        known_of = self.issue.owners.values("pk")
        return Partner.objects.filter(state="joined").exclude(pk__in=known_of).order_by("name")

    @cached_property
    def askable(self):
        """Of whom a rule can be asked to be loosened: anybody who does not hold it."""
        known_of = self.issue.owners.values("pk")
        return Partner.objects.exclude(pk__in=known_of).order_by("name")

    @cached_property
    def names(self):
        """slug -> how a partner is called."""
        return dict(Partner.objects.values_list("slug", "name"))

    @cached_property
    def entries(self):
        """What was said: all of it to those who hold it, to others nothing but their own."""
        found = entries_of(self.issue)
        return found if self.inside else [one for one in found if one.partner == self.mine != ""]

    @cached_property
    def sides(self):
        """Each side: name, whether it was asked, told, heard, what is missing, what was said."""
        found = said.sides(self.entries, sitting(self.issue)) if self.inside else {}
        return [(self.names[slug], one, self._talk(slug)) for slug, one in found.items()]

    def _talk(self, slug):
        lately = said.lately(self.entries)
        return [
            {"who": self.names.get(one.partner, ""), "what": one.act, "words": one.words}
            for one in lately
            if one.act in TALK and slug == (one.about.get("to") or one.partner)
        ]

    @cached_property
    def proposals(self):
        """What waits for the owners: what, value in words, who agreed, who has not said."""
        return [self._proposal(one) for one in waiting_of(self.issue)] if self.inside else []

    def _proposal(self, put):
        owners = sitting(self.issue)
        settled = together.settled(put, owners)
        return {
            "number": put.number,
            "what": together.WHAT[put.what],
            "value": self._value(put),
            "by": self.names[put.by],
            "agreed": [self.names[slug] for slug in sorted(put.agreed)],
            "waits": [self.names[slug] for slug in put.waits_for(owners)],
            "mine": self.mine not in put.agreed or settled,
            "review": put.about.get("review"),
            "agree": forms.Agree(initial={"number": put.number}, view=self),
            "not_yet": self._form(forms.NotYet, {"number": put.number}),
        }

    def _value(self, put):
        if put.what == "hold":
            return self.names.get(put.value, put.value)
        return known.VISIBILITY[put.value] if put.what == "open" else put.value

    @cached_property
    def turned_down(self):
        """What was put and met a not yet: what, value, who said it and what they said."""
        if not self.inside:
            return []
        said_of, open_ = answers_to(self.entries), {one.number for one in waiting_of(self.issue)}
        return [
            {
                "what": together.WHAT[one.about["what"]],
                "said": [(self.names[a.partner], a.words) for a in said_of.get(one.number, ())
                         if a.act == said.NOT_YET],
            }
            for one in self.entries
            if one.act == said.PUT and one.number not in open_
            and any(a.act == said.NOT_YET for a in said_of.get(one.number, ()))
        ]  # fmt: skip

    @cached_property
    def steps(self):
        """The five stages and which of them it has reached."""
        stage = self.issue.stage
        at = JOURNEY.index(stage) if stage in JOURNEY else -1
        return [
            {"name": STAGES[one], "says": known.ISSUE_STAGES[one], "now": one == stage,
             "done": -1 < number <= at}
            for number, one in enumerate(JOURNEY)
        ]  # fmt: skip

    @cached_property
    def links(self):
        """What came of it elsewhere: title and address, as far as the reader may see it."""
        if self.standing is None:
            return []
        keys = Link.objects.filter(one=self.issue.key, removed=False).values_list(
            "other", flat=True
        )
        records = [one for one in map(find, keys) if may_read(one, self.standing)]
        return [{"title": str(one), "address": address(one)} for one in records]

    @cached_property
    def doing(self):
        """The forms of what the reader can do next: (name, form), in the order of the page."""
        return {form.name: self._form(form) for form in self._offered()}

    def _form(self, form, initial=None):
        if self.bound is not None and isinstance(self.bound, form):
            number = (initial or {}).get("number")
            if number is None or str(number) == self.bound.data.get("number"):
                return self.bound
        return form(initial=initial, view=self)

    def _offered(self):
        stage = self.issue.stage
        if self.asked_to_hold:
            yield from (forms.Yes, forms.No)
        if self.speaks and stage not in ("parked", "reviewed") and self.others.exists():
            yield forms.Ask
        if self.inside:
            yield from self._talking()
            yield from self._moving(stage)
            yield from self._any_time()

    def _talking(self):
        if self.issue.stage in ("parked", "reviewed"):
            return
        owners = sitting(self.issue)
        if not said.may_tell(self.entries, owners, self.mine):
            yield forms.Tell
        if not said.may_feel_heard(self.entries, owners, self.mine):
            yield forms.Heard
        others = [one.slug for one in self.others]
        if any(not said.may_reply(self.entries, owners, self.mine, one) for one in others):
            yield forms.Reply

    def _moving(self, stage):
        by_stage = {
            "understood": (forms.Reframe,),
            "reframed": (forms.Reframe, forms.Way),
            "agreed": (forms.Review,),
            "parked": (forms.Up,),
            "reviewed": (forms.Again,),
        }
        yield from by_stage.get(stage, ())  # fmt: skip
        if "parked" in MOVES[stage]:
            yield forms.Rest

    def _any_time(self):
        if self.not_holding.exists():
            yield forms.Hold
        if self.issue.visible != WIDER[-1]:
            yield forms.Open
        if self.issue.type == "flexibility":
            yield forms.Above
            if self.issue.asked is not None:
                yield forms.Answered
        yield forms.Link
