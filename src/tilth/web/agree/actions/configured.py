"""The settings of a place, agreed to as they are: by a decision, or by an agreement in force."""

from tilth.ground.configured import fingerprint
from tilth.web.agree import history
from tilth.web.agree.agreements.force import holding
from tilth.web.agree.models import Decision, Version
from tilth.web.house.acts import act, locked, refuse

AGREED = "agreed the settings"


def bearing(on):
    """The records that can carry the settings on a day: decisions carried, versions in force."""
    carried = Decision.objects.filter(stage="closed", outcome="carried").order_by("-closed", "-pk")
    versions = Version.objects.select_related("agreement").exclude(since=None).order_by("-since")
    return [*carried, *(one for one in versions if _holds(one, on))]


def _holds(version, on):
    found = holding(version.agreement, on)
    return found is not None and found.pk == version.pk


@act
def agree_settings(standing, record, place, words, *, on):
    """Write down that the settings, as they are now, are what was agreed in a record.

    Only those who keep what was agreed do this. The Step holds the hash of each file.
    """
    refuse("" if standing.keeps else "Only the chair or the secretariat writes this down")
    refuse("" if words.strip() else "Say what was agreed")
    record = locked(type(record), record.pk)
    able = any(one.key == record.key for one in bearing(on))
    refuse("" if able else "Settings rest on a decision that was carried or an agreement in force")
    after = {"settings": fingerprint(place)}
    return history.told(standing.by, record, AGREED, words.strip(), after=after)
