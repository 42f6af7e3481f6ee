"""What the code frame begins with: the codes of the essay, written once."""

from tilth.learn.coding.frame import frame
from tilth.web.agree import history
from tilth.web.house.acts import act
from tilth.web.house.by import By
from tilth.web.learn.models import Code


def begin_codes():
    """The codes of the essay become records. Doing it again adds only what is new."""
    there = set(Code.objects.values_list("slug", flat=True))
    new = [one for one in frame().code if one.slug not in there]
    if new:
        add(By.command(), new)


@act
def add(by, codes):
    """Codes of the frame join; one entry each in their histories. A code above comes first."""
    for one in codes:
        record = Code.objects.create(
            slug=one.slug,
            type=one.type,
            name=one.name,
            means=one.means,
            source=frame().where(one),
            shipped=True,
            group=Code.objects.filter(slug=one.under).first() if one.under else None,
        )
        history.added(by, record, "came with Tilth")
