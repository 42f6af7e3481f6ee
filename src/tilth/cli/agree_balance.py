"""tilth agree balance: is every voice equal on a board, and the letter to its chair."""

from tilth.cli.verbs import Answer, Verb, day, on_argument
from tilth.ground.errors import UsageError
from tilth.ground.place import Place
from tilth.ground.strict import nearest


def balance_arguments(parser):
    parser.add_argument("body", nargs="?", default="", metavar="BODY",
                        help="which board or group, such as place-board; all if none")  # fmt: skip
    parser.add_argument("--cycle", default="", help="such as 2026-Q1, 2025 or all")
    parser.add_argument("--tell", action="store_true",
                        help="write to the chairs of cycles that are over, once each")  # fmt: skip
    parser.add_argument("--site", default="", metavar="ADDRESS",
                        help="how people reach the site: https://...")  # fmt: skip
    on_argument(parser)


def balance(args, progress):
    """Every partner's share of proposals, agenda, speaking, carried decisions and money."""
    place = Place.open(args.place)
    from tilth.web.records import open_records

    open_records(place)
    on = day(args, place)
    if args.tell:
        return _tell(on, args.site)
    if not args.body:
        return _bodies()
    from tilth.web.agree.balance.report import Report, cycles_of, stretches_of
    from tilth.web.agree.balance.table import rows_of, sector_words

    body = _body(args.body)
    known = {one.key: one for one in (*cycles_of(body, on), *stretches_of(body, on))}
    cycle = known.get(args.cycle) if args.cycle else next(iter(known.values()), None)
    if cycle is None:
        have = f"There are: {', '.join(known)}." if known else "It has not met or decided yet."
        raise UsageError(f"there is no cycle {args.cycle or 'yet'} of {body.name}", remedy=have)
    rows = rows_of(Report(body, cycle, on, sector_words))
    return Answer({"balance": rows}, rows=rows, next="tilth serve, then /agree/balance/")


def _bodies():
    from tilth.web.agree.balance.leading import bodies

    rows = [{"body": one.slug, "name": one.name} for one in bodies()]
    return Answer({"bodies": rows}, rows=rows, next="tilth agree balance BODY")


def _body(slug):
    from tilth.web.agree.models import Body

    found = Body.objects.filter(slug=slug).first()
    if found is None:
        near = nearest(slug, list(Body.objects.values_list("slug", flat=True)))
        remedy = f"Did you mean {near}?" if near else "tilth agree balance lists them."
        raise UsageError(f"there is no board or group called {slug}", remedy=remedy)
    return found


def _tell(on, site):
    from django.conf import settings

    from tilth.web.agree.actions.balance import tell_chairs
    from tilth.web.house.by import By

    told = tell_chairs(By.command(), on, site=site or settings.SITE.origin)
    rows = [{"body": body.name, "told": "no" if why else "yes", "why_not": why}
            for body, why in told]  # fmt: skip
    lines = [f"{r['body']}: {'told' if r['told'] == 'yes' else r['why_not']}" for r in rows]
    return Answer({"told": rows}, lines=lines or ["Nobody is to be told anything new."],
                  next="tilth serve, then /agree/balance/")  # fmt: skip


VERBS = (
    Verb("agree", "balance", "is every voice equal; tell the chairs", balance, balance_arguments,
         level="D1", purpose="plan"),
)  # fmt: skip
