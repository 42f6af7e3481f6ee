"""tilth learn digest: who is due the letter of a fortnight, and sending it."""

from tilth.cli.verbs import Answer, Verb, day, on_argument
from tilth.ground.errors import UsageError
from tilth.ground.place import Place


def arguments(parser):
    parser.add_argument("--send", action="store_true", help="send what is due, once each")
    parser.add_argument("--site", default="", metavar="ADDRESS",
                        help="how people reach the site: https://...")  # fmt: skip
    on_argument(parser)


def digest(args, progress):
    """What the letter tells; with --send every letter that is due goes, none twice."""
    place = Place.open(args.place)
    if args.site and not args.site.startswith(("https://", "http://")):
        remedy = "Write it as https://tilth.example.org."
        raise UsageError("the site has no such address", where=f"--site {args.site}", remedy=remedy)
    from tilth.web.records import open_records

    open_records(place)
    on = day(args, place)
    if args.send:
        return _send(on, place, args.site)
    from tilth.learn.gatherings.digest import chosen
    from tilth.web.learn.gatherings.digest_told import items
    from tilth.web.learn.models import Subscription

    rows = [{"kind": one.topic, "title": one.title, "address": one.address}
            for one in chosen(items(on), (), set())]  # fmt: skip
    people = Subscription.objects.exclude(confirmed=None).count()
    lines = [f"{row['kind']}: {row['title']}" for row in rows]
    lines += [f"{people} {'address has' if people == 1 else 'addresses have'} asked for it."]
    return Answer({"on": on.isoformat(), "items": rows, "addresses": people}, lines=lines,
                  next="tilth learn digest --send")  # fmt: skip


def _send(on, place, site):
    from django.conf import settings

    from tilth.web.house.by import By
    from tilth.web.learn.actions.digests import send_all

    told = send_all(By.command(), on, site=site or settings.SITE.origin, place=place.name)
    lines = [f"{told['sent']} sent, {told['failed']} not taken by the mail server, "
             f"{told['nothing_new']} with nothing new or not due."]  # fmt: skip
    return Answer({"on": on.isoformat()} | told, lines=lines, next="run it again in a day or more")


VERBS = (
    Verb("learn", "digest", "the letter every fortnight: what it tells, and sending it", digest,
         arguments, level="D1", purpose="plan"),
)  # fmt: skip
