"""What the demo's people tell, grow and pass on, written into the records: once, all of it."""

from django.contrib.auth import get_user_model

from tilth.demo.learning import at_noon, learning
from tilth.demo.partnership import partnership
from tilth.learn.sources.spoken import Spoken
from tilth.web.agree import history
from tilth.web.agree.models import Link, Partner
from tilth.web.agree.standing import Standing
from tilth.web.house.acts import act
from tilth.web.house.by import By
from tilth.web.learn import models
from tilth.web.learn.actions.claims import write_founding
from tilth.web.learn.actions.sources import bring_in
from tilth.web.learn.search import index

OWN = frozenset({"name", "to", "by", "partner", "codes", "stories", "partners", "ripples", "picks",
                 "after", "practice", "host", "season", "n"})  # fmt: skip
TALK = ("title", "authors", "on", "medium", "shared_by", "licence", "topics", "grade")
SAID = ("about", "type", "words", "at", "rating")


@act
def load(seed=1):
    """Write what the made-up system tells; False where somebody told something already."""
    if models.Story.objects.exists() or models.Practice.objects.exists():
        return False
    told, known = learning(), _known(seed)
    _stories(told["stories"], known)
    _practices(told["practices"], known)
    _plantings(told["plantings"], known)
    _ripples(told["ripple_maps"], known)
    _gatherings(told["gatherings"], known)
    _said(told, known)
    _read(told["codings"], known)
    _talks(told["talks"], known)
    return True


def _known(seed):
    """slug -> Partner, slug -> Person, slug -> Code: what the texts name."""
    refs = {one["slug"]: one["ref"] for one in partnership(seed)["people"]}
    people = {one.ref: one for one in get_user_model().objects.filter(ref__in=refs.values())}
    return {
        "partner": {one.slug: one for one in Partner.objects.all()},
        "person": {slug: people.get(ref) for slug, ref in refs.items()},
        "code": {one.slug: one for one in models.Code.objects.all()},
    }


def _plain(row):
    return {name: value for name, value in row.items() if name not in OWN}


def _stories(rows, known):
    by = By.command()
    for row in rows:
        to = {f"for_{one}": True for one in row["to"]}
        published = row["told"] if row["state"] == "published" else None
        who = {
            "by": known["person"].get(row["by"]),
            "partner": known["partner"].get(row["partner"]),
        }
        story = models.Story.objects.create(**_plain(row), **to, **who, published=published)
        history.told(by, story, "told", at=row["told"])
        index.keep(story)
        models.Coding.objects.bulk_create(
            models.Coding(story=story, code=known["code"][code], coder="teller", at=row["told"])
            for code in row["codes"]
            if code in known["code"]
        )


def _read(rows, known):
    """What readers put on stories, beside their tellers."""
    stories = {one.slug: one for one in models.Story.objects.all()}
    for row in rows:
        story = stories[row["story"]]
        models.Coding.objects.create(
            story=story, code=known["code"][row["code"]], by=known["person"].get(row["by"]),
            fits=row.get("fits", True), quote=row.get("quote", ""),
            feeling=row.get("feeling", ""), at=story.told,
        )  # fmt: skip


def _practices(rows, known):
    by = By.command()
    known["practice"] = {}
    for row in rows:
        one = models.Practice.objects.create(**_plain(row), open_to="everyone")
        one.partners.set(known["partner"][slug] for slug in row["partners"])
        known["practice"][one.slug] = one
        history.told(by, one, "written down", at=at_noon(row["began"]))
        index.keep(one)
        Link.objects.bulk_create(
            Link(one=one.key, other=f"story:{slug}", how="grew from") for slug in row["stories"]
        )


def _plantings(rows, known):
    by, made = By.command(), {}
    for row in rows:
        hangs = {
            "practice": known["practice"][row["practice"]],
            "after": made.get(row.get("after")),
        }
        partner = known["partner"].get(row["partner"])
        one = models.Transplant.objects.create(**_plain(row), **hangs, partner=partner)
        made[one.ref] = one
        history.told(by, one, "planted", at=at_noon(row["planted"]))
        index.keep(one)


def _ripples(rows, known):
    for row in rows:
        one = models.RippleMap.objects.create(**_plain(row), open_to="everyone")
        one.partners.set(known["partner"][slug] for slug in row["partners"])
        made = {}
        for told in row["ripples"]:
            after = made.get(told.get("after"))
            made[told["n"]] = models.Ripple.objects.create(**_plain(told), map=one, after=after)
        for told in row["picks"]:
            _pick(one, told, made, known)
        history.told(By.command(), one, "drawn", at=at_noon(row["began"]))
        index.keep(one)


def _pick(map_of, told, made, known):
    person = known["person"].get(told["by"])
    models.Pick.objects.create(
        map=map_of, ripple=made[told["ripple"]], which=told["which"], reason=told["reason"],
        by=person, name=person.name if person else "", at=at_noon(map_of.began),
    )  # fmt: skip


def _gatherings(rows, known):
    made = {}
    for row in rows:
        hangs = {
            "host": known["partner"].get(row.get("host")),
            "season": made.get(row.get("season")),
        }
        one = models.Gathering.objects.create(**_plain(row), **hangs, open_to="everyone")
        made[one.slug] = one
        history.told(By.command(), one, "called together", at=row["begins"])
        index.keep(one)


def _said(told, known):
    """Moments, conditions, and what people say to each other."""
    for row in told["moments"]:
        models.Moment.objects.create(**row, open_to="everyone")
    for row in told["conditions"]:
        partner = known["partner"].get(row["partner"])
        models.Condition.objects.create(**_plain(row), partner=partner)
    made = {}
    for row in told["comments"]:
        person = known["person"].get(row.get("by"))
        fields = {name: row[name] for name in SAID if name in row}
        name = row.get("name") or (person.name if person else "")
        made[row["n"]] = models.Comment.objects.create(
            **fields, name=name, by=person, to=made.get(row.get("to")), state="published",
            looked=True,
        )  # fmt: skip
    for row in told["threads"]:
        facilitator = known["person"].get(row["facilitator"])
        models.Thread.objects.create(
            about=row["about"], rules=row["rules"], facilitator=facilitator
        )


def _talks(rows, known):
    """Talks, passage by passage, and the claims of the founding documents."""
    standing = Standing.for_by(By.command())
    for row in rows:
        told = {name: row[name] for name in TALK if name in row}
        partners = [known["partner"][slug] for slug in row["written_with"]]
        said = [Spoken(one["words"], n, one["speaker"], one["at"])
                for n, one in enumerate(row["passages"], 1)]  # fmt: skip
        document = bring_in(
            standing, type="talk", visible="public", passages=said, written_with=partners, **told
        )
        passages = {one.number: one for one in document.passages.all()}
        at = at_noon(row["on"])
        models.Coding.objects.bulk_create(
            models.Coding(passage=passages[one["passage"]], code=known["code"][one["code"]], at=at)
            for one in row["codes"]
        )
    write_founding(standing)
