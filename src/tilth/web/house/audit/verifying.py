"""Read the whole record again and say whether it holds."""

from tilth.web.house.audit.anchors import anchors_path, read_anchors, write_anchor
from tilth.web.house.audit.chain import FIELDS, START, first_break
from tilth.web.house.audit.writing import now
from tilth.web.house.models import AuditEntry

COLUMNS = (*FIELDS, "previous", "hash")


def verify(place):
    """Whether the chain and its anchors hold, as plain values: entries, head, anchors, broken."""
    anchors = read_anchors(anchors_path(place))
    entries = AuditEntry.objects.order_by("number").values(*COLUMNS)
    broken, read = first_break(entries.iterator(chunk_size=2000), anchors)
    return {
        "entries": AuditEntry.objects.count(),
        "read": read,
        "head": head()[1],
        "anchors": len(anchors),
        "last_anchored": anchors[-1][0] if anchors else None,
        "broken": {"entry": broken.number, "why": broken.why} if broken else None,
    }


def head():
    """The number and the hash of the last entry."""
    last = AuditEntry.objects.order_by("-number").values_list("number", "hash").first()
    return last or (0, START)


def anchor_now(place):
    """Write today's head down outside unless it is there, and say what and where it is."""
    path, (number, newest), today = anchors_path(place), head(), now()[:10]
    if number and (today, number, newest) not in read_anchors(path):
        write_anchor(path, today, number, newest)
    return {"entries": number, "head": newest, "day": today, "anchors": str(path)}
