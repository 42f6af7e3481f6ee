"""A ripple map as its pages show it: the outline, what was chosen, the forms one can send."""

from functools import cached_property

from django import forms as django_forms

from tilth.learn.ripples.forest import GOOD, INTENDED, MARKS, day, outline, under
from tilth.learn.ripples.layout import drawn
from tilth.web.agree import past
from tilth.web.agree.areas import area_name
from tilth.web.agree.models import Step
from tilth.web.learn.actions.ripples import may_write, why_not_undo
from tilth.web.learn.models import Ripple
from tilth.web.learn.reader import inside, own
from tilth.web.learn.ripples import forms, linking
from tilth.web.learn.ripples.reading import (
    nodes_of,
    picks_of,
    ripples_of,
    significance_of,
    version,
    whose,
)

DASHES = {True: "", False: "9 5", None: "2 5"}


class View:
    """record: the map. on: the day of the place. at: the key of the ripple that is chosen."""

    def __init__(self, record, standing, place, on, *, at=None, bound=None):
        self.record, self.standing, self.place, self.on = record, standing, place, on
        self.at = at if at in self.by_key else None
        self.bound = bound
        self.inside, self.writes = inside(standing), may_write(standing)

    @cached_property
    def nodes(self):
        return nodes_of(self.record)

    @cached_property
    def by_key(self):
        return {one.key: one for one in self.nodes}

    @cached_property
    def lines(self):
        return outline(self.nodes)

    @cached_property
    def picture(self):
        return drawn(self.nodes, self.record.began)

    @cached_property
    def chosen(self):
        """The Line of the ripple that is chosen, or None."""
        return next((one for one in self.lines if one.node.key == self.at), None)

    @cached_property
    def way(self):
        """The lines that lead to the chosen one, the first first, itself last."""
        found, line = [], self.chosen
        by_number = {one.number: one for one in self.lines}
        while line is not None:
            found.append(line)
            line = by_number.get(line.parent)
        return found[::-1]

    @cached_property
    def neighbours(self):
        """(what it followed from, the one before, the one after) of the chosen, keys or None."""
        keys = [one.node.key for one in self.lines]
        if self.at is None:
            return None, None, keys[0] if keys else None
        place = keys.index(self.at)
        before = keys[place - 1] if place else None
        after = keys[place + 1] if place + 1 < len(keys) else None
        return self.by_key[self.at].after, before, after

    @cached_property
    def tree(self):
        """The outline as nested dicts: line, what is said, links, below."""
        roots, by_number = [], {}
        for line in self.lines:
            one = {"line": line, "node": line.node, **self._told(line.node), "below": []}
            by_number[line.number] = one
            (by_number[line.parent]["below"] if line.parent else roots).append(one)
        return roots

    def _told(self, node):
        return {
            "day": day(node.on),
            "intended": INTENDED[node.intended],
            "mark": MARKS[node.good],
            "good": GOOD[node.good],
            "links": self.links.get(node.key, []),
        }

    @cached_property
    def links(self):
        """key of a ripple -> what it has to do with, as far as the reader may read it."""
        keys = {f"ripple:{key}": key for key in self.by_key}
        found = linking.links_of(list(keys), self.standing, self.place)
        return {keys[key]: told for key, told in found.items()}

    @cached_property
    def offered(self):
        return linking.offered(self.standing)

    @cached_property
    def about(self):
        """What began it, where it has a page the reader may see."""
        key = self.record.about
        return linking.shown(key, self.standing, self.place) if key else None

    @property
    def area(self):
        return area_name(self.place, self.record.area)

    @cached_property
    def counts(self):
        """How many, how many of them nobody planned, how many of those were good."""
        unplanned = [one for one in self.nodes if one.intended is False]
        return {
            "all": len(self.nodes),
            "unplanned": len(unplanned),
            "gifts": sum(one.good is True for one in unplanned),
            "bad": sum(one.good is False for one in self.nodes),
        }

    @cached_property
    def rounds(self):
        """What was chosen: (which, Summary) of each round that has begun."""
        found = []
        for which in ("most", "least"):
            nodes = [one.node for one in self.lines]
            told = significance_of(self.record, which, nodes, names=self.inside)
            if told.of or self.record.round == which:
                found.append((which, told))
        return found

    @cached_property
    def picks(self):
        """The choices of the round that is open, and who may take each back."""
        return [
            {"number": one.pk, "who": whose(one), "words": one.ripple.words,
             "mine": one.by_id is None or own(self.standing, one)}
            for one in picks_of(self.record, self.record.round)
        ]  # fmt: skip

    @cached_property
    def steps(self):
        """What happened to the map and everything on it, the newest first."""
        keys = [f"ripple:{key}" for key in self._ever]
        steps = Step.objects.filter(about__in=[self.record.key, *keys])
        steps = list(steps.select_related("by", "partner", "undoes").order_by("-at", "-pk"))
        undone = {one.undoes_id for one in steps if one.undoes_id}
        return [self._step(one, undone) for one in steps]

    @cached_property
    def _ever(self):
        """key -> words of every ripple there ever was on the map."""
        return dict(Ripple.objects.filter(map=self.record).values_list("pk", "words"))

    def _step(self, step, undone):
        number = step.about.partition(":")[2]
        about = self._ever.get(int(number), "") if step.about.startswith("ripple:") else ""
        free = step.pk not in undone
        return {
            "number": step.pk, "act": step.act[:1].upper() + step.act[1:], "at": step.at,
            "who": past.who(step), "about": about, "changes": list(past.changes(step)),
            "undone": not free, "may_undo": free and not why_not_undo(step, self.standing),
        }  # fmt: skip

    def form(self, kind, initial=None):
        """A form of the page: as it was sent, where it was refused."""
        if self.bound is not None and isinstance(self.bound, kind):
            return self.bound
        return kind(initial=initial, view=self)

    @property
    def add(self):
        return self.form(forms.Add, {"after": self.at})

    @property
    def change(self):
        one = self.by_key[self.at]
        told = {name: getattr(one, name) for name in ("words", "who", "helped")}
        told |= {"on": one.on.isoformat()}
        told |= {name: _yes_no(getattr(one, name)) for name in ("intended", "good")}
        return self.form(forms.ChangeRipple, told | self._seen)

    @property
    def move(self):
        after = self.by_key[self.at].after
        return self.form(forms.Move, {"after": after or ""} | self._seen)

    @property
    def take_back(self):
        return self.form(forms.TakeBack, self._seen)

    @property
    def link(self):
        return self.form(forms.Link, {"at": self.at})

    @property
    def pick(self):
        return self.form(forms.Pick, {"which": self.record.round, "ripple": self.at or ""})

    @cached_property
    def _seen(self):
        return {"at": self.at, "seen": version(Ripple(pk=self.at))}

    def below(self, key):
        return under(self.nodes, key) if key else set()

    def ripple_of(self, key):
        """The Ripple of a key, None where none is named; a mistake where it is not on the map."""
        return None if key is None else self.must_have(key)

    def must_have(self, key):
        found = ripples_of(self.record).filter(pk=key).first()
        if found is None:
            raise django_forms.ValidationError("It is not on this map any more.")
        return found


def _yes_no(value):
    return {True: "yes", False: "no", None: ""}[value]
