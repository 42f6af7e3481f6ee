"""tilth learn story: the stories everyone may read, one of them, or those that hold some words."""

from tilth.cli.verbs import Answer, Verb
from tilth.ground.errors import UsageError
from tilth.ground.place import Place
from tilth.ground.strict import nearest

MOST = 20
DOES = ("list", "show", "search")


def story_arguments(parser):
    parser.add_argument("what", choices=DOES, help="list them, show one, or search for words")
    parser.add_argument("words", nargs="*", help="show: which one; search: the words to look for")


def story(args, progress):
    """Only what its tellers gave to everyone: a command has no reader whose rights it could use."""
    place = Place.open(args.place)
    from tilth.web.records import open_records

    open_records(place)
    return {"list": _list, "show": _show, "search": _search}[args.what](args)


def _everyone():
    """Whoever is not signed in."""
    from tilth.web.agree.standing import Standing
    from tilth.web.house.by import By

    return Standing(By("command", ""), None)


def _list(args):
    from tilth.web.learn.visible import stories_for

    if args.words:
        remedy = f"tilth learn story search {args.words[0]} looks for words."
        raise UsageError("list takes no words", remedy=remedy)
    rows = [_row(one) for one in stories_for(_everyone()).order_by("-published", "-pk")]
    step = "tilth learn story show SLUG" if rows else "tell one at /tell/"
    return Answer({"stories": rows}, rows=rows, next=step)


def _row(one):
    from tilth.learn.stories.lines import line

    told = one.published.date().isoformat() if one.published else ""
    return {
        "slug": one.slug,
        "title": line(one.title),
        "type": one.type,
        "layer": one.layer,
        "area": one.area,
        "growth": one.growth,
        "published": told,
    }


def _show(args):
    from tilth.learn.stories.lines import closed
    from tilth.web.learn.visible import stories_for

    slug = " ".join(args.words)
    if not slug.strip():
        raise UsageError("say which story", remedy="tilth learn story list names them.")
    open_to_all = stories_for(_everyone())
    one = open_to_all.filter(slug=slug).first()
    if one is None:
        near = nearest(slug, list(open_to_all.values_list("slug", flat=True)))
        remedy = f"Did you mean {near}?" if near else "tilth learn story list names them."
        raise UsageError(f"there is no story {slug} for everyone", remedy=remedy)
    parts = [one.title, one.words, *_answers(one)]
    parts += [f"What is strong: {one.strengths}"] if one.strengths else []
    parts += [f"What is not working: {one.barriers}"] if one.barriers else []
    value = _row(one) | {"words": one.words, "answers": one.answers}
    value |= {"strengths": one.strengths, "barriers": one.barriers}
    lines = [_plain(closed(part)) for part in parts if part]
    return Answer(value, lines=lines, next=f"look at /learn/stories/{one.slug}/")


def _answers(one):
    return [f"{asked}: {said}" for asked, said in one.answers.items()]


def _plain(text):
    """Without what could steer a terminal."""
    return "".join(one if one.isprintable() or one == "\n" else " " for one in text)


def _search(args):
    from tilth.web.learn.search.find import find

    asked = " ".join(args.words)
    if not asked.strip():
        raise UsageError("nothing to look for", remedy="tilth learn story search walking canal")
    found = find(_everyone(), asked, most=MOST)
    rows = [
        {"kind": hit.kind, "title": hit.name, "words": hit.plain, "address": hit.address}
        for hit in found.hits
    ]
    meant = f"did you mean {' or '.join(found.near)}?" if found.near else ""
    value = {"asked": asked, "total": found.total, "some": found.some, "near": list(found.near)}
    step = meant or (f"{found.total} found: /learn/search/ shows all" if rows else "try one word")
    return Answer(value | {"found": rows}, rows=rows, next=step)


VERBS = (
    Verb("learn", "story", "the stories everyone may read: list, show one, search", story,
         story_arguments, level="D0", purpose="plan"),
)  # fmt: skip
