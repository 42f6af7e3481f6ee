"""The papers of a meeting as one value: a front sheet for each item, evidence as it was kept."""

import hashlib
import json
from dataclasses import dataclass

from tilth.agree.words import ORIGINS, STAGES
from tilth.web.agree.decisions.papers import figure
from tilth.web.agree.documents.trail import trail
from tilth.web.agree.found import find, may_read
from tilth.web.agree.issues.visible import links_visible_to
from tilth.web.agree.meetings import telling
from tilth.web.agree.models import Commitment
from tilth.web.house.drawing import day

MOST = 40


@dataclass(frozen=True)
class Pack:
    """What everybody round the table gets, the same for each; what is in confidence is not in it.

    sheets: one a front sheet. news: what changed lately in the figures, with `release`; none where
    it is not worked out. stuck: promises that are stuck; due: those due before the meeting.
    """

    meeting: object
    timing: object
    set_by: list
    sheets: list
    stuck: list
    due: list
    news: dict | None
    place: str
    synthetic: bool

    @property
    def title(self):
        """What it is called."""
        return f"Pack for {self.meeting}"


def pack_of(meeting, place, news=None):
    """The Pack of a meeting; news: what web.see.news tells of this release, or None."""
    standing = telling.table_standing()
    items = telling.items_of(meeting, standing)
    going = Commitment.objects.select_related("made_by", "made_to", "made_to_body")
    due = going.filter(state="growing", due__lte=meeting.on).order_by("due", "ref")
    return Pack(
        meeting=meeting,
        timing=telling.timing_of(meeting, meeting.items.filter(removed=False)),
        set_by=telling.who_set(items),
        sheets=[_sheet(one, standing) for one in items],
        stuck=[_promise(one) for one in going.filter(state="stuck").order_by("ref")[:MOST]],
        due=[_promise(one) for one in due[:MOST]],
        news=news,
        place=place.name,
        synthetic=place.place.synthetic,
    )


def _sheet(shown, standing):
    """The front sheet of an item: what is asked, why, money, fairness, then what lies beneath."""
    if shown["closed"]:
        return shown | {
            "rows": [],
            "missing": [],
            "figures": [],
            "papers": [],
            "options": [],
            "trail": [],
        }
    record, front = shown["record"], shown["front"]
    own = _decision(record) if record is not None and record.kind == "decision" else {}
    rows = [
        ("What is asked of the meeting", front.get("asks") or own.get("asks")),
        ("Why it matters", front.get("purpose") or own.get("why")),
        ("What led here", front.get("background") or own.get("background")),
        ("For whom", front.get("population") or own.get("population")),
        ("Money", front.get("money") or own.get("money")),
        ("Fairness: who gains, who may lose", front.get("equality") or own.get("equality")),
        *own.get("rows", ()),
    ]
    figures = record.evidence.filter(removed=False) if own else ()
    return shown | {
        "rows": [(name, words) for name, words in rows if words],
        "missing": [name.partition(":")[0] for name, words in rows if not words],
        "figures": [figure(one) for one in figures],
        "options": record.options if own else [],
        "papers": _papers(shown, standing),
        "text": _text(record),
        "trail": _trail(shown, standing),
    }


def _trail(shown, standing):
    """How it got here: from a conversation to a paper, a board and a decision (B-101)."""
    record = shown["record"]
    stops = trail(record.key, standing) if record is not None else []
    own = (shown["item"].key, shown["item"].meeting.key)
    return [one for one in stops if not one.here and one.key not in own]


def _decision(one):
    """What a decision says of itself; never who has spoken or how."""
    money = f"£{one.money:,.0f}. {one.money_says}".strip() if one.money is not None else ""
    why_not = f". Why not nearer to people: {one.why_not_lower}" if one.why_not_lower else ""
    rows = [
        ("What is proposed", one.proposal),
        (
            "Put forward by",
            one.proposer.name + (f", with {one.with_whom}" if one.with_whom else ""),
        ),
        ("Where it is decided", f"at the layer of the {one.layer}{why_not}"),
        ("Where it comes from", ORIGINS.get(one.origin, one.origin)),
        ("How far it is", STAGES.get(one.stage, one.stage)),
    ]
    if one.review:
        rows.append(("Looked at again", day(one.review)))
    return {
        "asks": f"To decide on {one.ref}, {one.title}",
        "why": one.why,
        "population": one.population,
        "money": money or one.money_says,
        "equality": one.equality,
        "rows": rows,
    }


def _text(record):
    """The words of a paper, of a promise or of a hard thing that the item is about."""
    if record is None:
        return ""
    if record.kind == "document":
        return "\n".join(part for part in (record.told, record.url) if part)
    if record.kind == "commitment":
        return record.words + (f"\nStuck: {record.reason}" if record.reason else "")
    return (record.reframed or record.surfaced) if record.kind == "issue" else ""


def _papers(shown, standing):
    """Documents that lead to the item or to what it is about."""
    keys = [shown["item"].key] + ([shown["record"].key] if shown["record"] is not None else [])
    links = links_visible_to(standing).filter(removed=False)
    found: dict = {}
    for link in links.filter(other__in=keys, one__startswith="document:") | links.filter(
        one__in=keys, other__startswith="document:"
    ):
        key = link.one if link.one.startswith("document:") else link.other
        found.setdefault(key, link.how)
    papers = [(_there(key), how) for key, how in found.items()]
    return [{"paper": one, "how": how} for one, how in papers
            if one is not None and not one.removed and may_read(one, standing)]  # fmt: skip


def _there(key):
    from django.http import Http404

    try:
        return find(key)
    except Http404:
        return None


def _promise(one):
    to = one.made_to or one.made_to_body
    return {
        "ref": one.ref,
        "words": one.words,
        "by": one.made_by.name if one.made_by else "the group",
        "to": to.name if to else "",
        "due": one.due,
        "reason": one.reason,
    }


def mark_of(html):
    """What names the content of a pack: the same words, the same mark."""
    return hashlib.sha256(html.encode()).hexdigest()[:24]


def plain(pack):
    """A pack as plain values, for --json."""
    sheets = [{"number": s["number"], "title": s["title"], "for": s["for"],
               "front": dict(s["rows"])} for s in pack.sheets]  # fmt: skip
    told = {"title": pack.title, "sheets": sheets, "stuck": pack.stuck, "due": pack.due}
    return json.loads(json.dumps(told, default=str))
