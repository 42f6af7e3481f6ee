"""Which promises a reader asked for: by state, partner, programme, area, layer or kind."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Q

from tilth.agree.words import COMMITMENTS, LAYERS, PROMISES
from tilth.web.agree.areas import named
from tilth.web.agree.commitments.waiting import done_by, done_for
from tilth.web.agree.models import Body, Commitment, Decision, Partner

LABELS = {
    "state": "how it stands",
    "by": "who does it",
    "to": "for whom",
    "programme": "programme",
    "area": "area",
    "layer": "layer",
    "type": "kind",
    "decision": "from decision",
    "owned": "owned with residents or others",
}


@dataclass(frozen=True)
class Chosen:
    """What was asked for: {name of a filter: its value}; wrong: what there is not."""

    filters: dict = field(default_factory=dict)
    words: dict = field(default_factory=dict)
    wrong: tuple = ()

    @classmethod
    def of(cls, request):
        """Read from an address; a value there is not is told, and left out."""
        filters, words, wrong = {}, {}, []
        for name in LABELS:
            value = request.GET.get(name, "").strip()[:120]
            if not value:
                continue
            found = _words(name, value, request.place)
            if found:
                filters[name], words[name] = value, found
            else:
                wrong.append((LABELS[name], value))
        return cls(filters, words, tuple(wrong))

    def records(self):
        """The Commitments asked for."""
        found = Commitment.objects.all()
        for name, value in self.filters.items():
            found = found.filter(_query(name, value))
        return found

    def link(self, **changes):
        """The address of the same choice but for these filters; None takes one away."""
        told = {k: v for k, v in (self.filters | changes).items() if v}
        return f"/agree/commitments/{'?' + urlencode(told) if told else ''}"

    @property
    def asked(self):
        """The choice as an address carries it, with its question mark."""
        return f"?{urlencode(self.filters)}" if self.filters else ""


def _words(name, value, place):
    """What a value is called; '' where there is none."""
    if name in ("by", "to", "programme"):
        kinds = {"by": (Partner,), "to": (Partner, Body), "programme": (Body,)}[name]
        found = [one for kind in kinds if (one := kind.objects.filter(slug=value).first())]
        return found[0].name if found else ""
    if name == "decision":
        found = Decision.objects.filter(ref=value).first()
        return str(found) if found else ""
    if name == "area":
        return named(place).get(value, ("", ""))[1]
    if name == "owned":
        return "together with somebody named" if value == "together" else ""
    known = {"state": PROMISES, "layer": LAYERS, "type": COMMITMENTS}[name]
    return value if value in known else ""


def _query(name, value):
    if name == "by":
        return done_by(Partner.objects.get(slug=value))
    if name == "to":
        partner = Partner.objects.filter(slug=value).first()
        return done_for(partner) if partner else Q(made_to_body__slug=value)
    if name == "owned":
        return ~Q(with_whom="")
    plain = {"programme": "programme__slug", "decision": "decision__ref"}
    return Q(**{plain.get(name, name): value})
