"""The front of the manage pages, and what there is of backup."""

from django.conf import settings
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe

from tilth.ground.keys import key_path
from tilth.web.house import audit
from tilth.web.house.access import SIGNED_IN, route
from tilth.web.house.access.asking import may
from tilth.web.house.access.routes import addresses, declared
from tilth.web.house.audit.anchors import anchors_path
from tilth.web.house.manage.showing import page
from tilth.web.house.models import HeldRole

KEEPERS = {"administrator", "ig_lead"}
PAGES = (
    ("manage-people", "people/", "People", "who may come in, in which roles, until when"),
    ("manage-roles", "roles/", "Roles", "who may see what, and what each role is for"),
    ("manage-sources", "sources/", "Sources", "what partners send, on what basis, what is due"),
    ("manage-sharing", "sharing/", "Sharing", "which data may be used for which project"),
    ("manage-jobs", "jobs/", "Jobs", "work that takes longer than a page may"),
    ("manage-tokens", "tokens/", "Tokens", "how your own programs read the figures"),
    ("manage-audit", "audit/", "The record", "who saw, took or changed what"),
    ("manage-backup", "backup/", "Backup", "the place in one file, and back from it"),
)


@require_safe
@route(level="D0", purpose="assure", roles=SIGNED_IN - {"resident"})
def index(request):
    """What may be looked after here, as far as the reader may."""
    views = {name: view for _, name, view in addresses()}
    mine = [one for one in PAGES if may(request, declared(views[one[0]]))]
    keeper = request.decision.role in KEEPERS
    waits = HeldRole.objects.filter(waiting=True).count() if keeper else 0
    configured = import_string(settings.CONFIGURED)(request.place)
    return page(request, "index", "Manage", pages=mine, waits=waits, configured=configured)


@require_safe
@route(level="D1", purpose="assure", roles=KEEPERS)
def backup(request):
    """How a place is backed up and brought back, and where each part of it lies."""
    place = request.place
    base = settings.DATABASES["default"]
    key = key_path(place.folder, place.privacy.key_file)
    parts = [
        ("The place", "its settings, definitions, files and releases", str(place.folder)),
        ("The records", "people, roles, agreements, the record", str(base["NAME"])),
        ("The key", "kept apart from all the rest", str(key)),
        ("The anchors", "what proves the record whole", str(anchors_path(place))),
    ]
    return page(request, "backup", "Backup", parts=parts, head=audit.head())
