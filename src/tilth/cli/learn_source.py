"""tilth learn source, tilth learn claims: talks and texts brought in, and what they claim."""

from pathlib import Path

from tilth.agree.words import DOCUMENTS, VISIBILITY
from tilth.cli.verbs import Answer, Verb, a_day
from tilth.ground.errors import UsageError
from tilth.ground.place import Place
from tilth.learn.words import GRADES, MEDIUMS

LARGEST = 10 * 2**20


def source_arguments(parser):
    parser.add_argument("file", metavar="FILE", help="plain text, Markdown, VTT, SRT or DOCX")
    parser.add_argument("--title", default="", help="what it is called")
    parser.add_argument("--type", default="talk", choices=list(DOCUMENTS), help="what it is")
    parser.add_argument("--day", type=a_day, metavar="DATE",
                        help="from which day it is, such as 2024-11-27")  # fmt: skip
    parser.add_argument("--authors", default="", help="who wrote or gave it")
    parser.add_argument("--shared-by", default="", help="who shared it with us")
    parser.add_argument("--licence", default="", help="under which licence, or with whose leave")
    parser.add_argument("--url", default="", help="where the original is; it is never fetched")
    parser.add_argument("--medium", default="text", choices=list(MEDIUMS), help="of the original")
    parser.add_argument("--grade", default="", choices=["", *GRADES], help="as evidence")
    parser.add_argument("--topic", action="append", default=[], help="what it is about; again")
    parser.add_argument("--speaker", action="append", default=[], metavar="NAME=FULL NAME",
                        help="such as MATTHEW=Matthew Taylor; again")  # fmt: skip
    parser.add_argument("--no-speaker", action="append", default=[], metavar="NAME",
                        help="a name that is no speaker; again")  # fmt: skip
    parser.add_argument("--visible", default="partnership", choices=list(VISIBILITY))
    parser.add_argument("--dry-run", action="store_true", help="say what was read, keep nothing")


def source(args, progress):
    """Read a talk or text; say who speaks, what is odd and which slips are likely; keep it."""
    place = Place.open(args.place)
    from tilth.learn.sources.reading import read

    path = Path(args.file)
    content = _bytes(path)
    reading = read(content, path.name, leave=args.no_speaker)
    if args.no_speaker:
        _known(args.no_speaker, read(content, path.name))
    names = _names(args.speaker, reading)
    from tilth.web.records import open_records

    open_records(place)
    from tilth.learn.sources.slips import likely
    from tilth.web.learn.actions import sources

    found = likely(((n, one.words) for n, one in enumerate(reading.passages, 1)),
                   sources.all_slips())  # fmt: skip
    told = _told(path, reading, names, found, kept=not args.dry_run)
    if args.dry_run:
        return Answer(
            told, lines=list(_lines(told)), next=f"tilth learn source {args.file} --title ..."
        )
    if not args.title:
        raise UsageError("it has no title", remedy="Give it one: --title WORDS")
    document, claims = _keep(args, reading, names)
    told |= {"source": document.slug, "claims": claims}
    kept = [f"Kept as /learn/sources/{document.slug}/."]
    kept += [f"{claims} claims were written down."] if claims else []
    return Answer(told, lines=[*_lines(told), *kept], next="tilth serve, then look at its page")


def _bytes(path):
    try:
        if path.stat().st_size > LARGEST:
            raise UsageError("it is larger than 10 MB", where=path.name)
        return path.read_bytes()
    except OSError as error:
        what = "it is a folder" if path.is_dir() else error.strerror or "it cannot be read"
        raise UsageError(what, where=str(path), remedy="Name a file that is there.") from None


def _names(pairs, reading):
    """{the speaker as read: their full name}. Raises UsageError where nobody speaks by a name."""
    told = [[part.strip() for part in pair.split("=", 1)] for pair in pairs]
    if not all(len(one) == 2 and all(one) for one in told):
        raise UsageError("a speaker is told as NAME=FULL NAME", where="--speaker")
    known = _known([said for said, _ in told], reading)
    return {known[said.casefold()]: full for said, full in told}


def _known(names, reading):
    """{name in small letters: the speaker as read}; UsageError where nobody speaks by a name."""
    known = {key.casefold(): one.name for one in reading.speakers for key in (one.name, one.said)}
    strange = [one for one in names if one.casefold() not in known]
    if strange:
        there = ", ".join(one.name for one in reading.speakers) or "nobody"
        raise UsageError(f"nobody called {strange[0]} speaks in it", remedy=f"There is {there}.")
    return known


def _told(path, reading, names, found, *, kept):
    return {
        "file": path.name,
        "kept": kept,
        "kind": reading.kind,
        "passages": len(reading.passages),
        "speakers": [
            {"name": names.get(one.name, one.name), "turns": one.turns, "passages": one.passages}
            for one in reading.speakers
        ],
        "notes": list(reading.notes),
        "likely_slips": [
            {"passage": one.number, "said": one.found, "meant": one.slip.meant} for one in found
        ],
    }


def _lines(told):
    yield f"{told['file']} was read as a {told['kind']}: {told['passages']} passages."
    for one in told["speakers"]:
        yield f"  {one['name']}: {one['turns']} turns, {one['passages']} passages"
    yield from told["notes"]
    for one in told["likely_slips"]:
        yield f"Likely slip in passage {one['passage']}: {one['said']}, for {one['meant']}"


def _keep(args, reading, names):
    from tilth.web.agree.standing import Standing
    from tilth.web.house.by import By
    from tilth.web.learn.actions import claims, sources

    passages = [type(one)(one.words, one.line, names.get(one.speaker, one.speaker), one.at)
                for one in reading.passages]  # fmt: skip
    people = [{"name": names.get(one.name, one.name), "role": one.role}
              for one in reading.speakers]  # fmt: skip
    standing = Standing.for_by(By.command())
    document = sources.bring_in(
        standing, passages=passages, speakers=people, title=args.title, type=args.type,
        on=args.day, authors=args.authors, shared_by=args.shared_by, licence=args.licence,
        url=args.url, medium=args.medium, grade=args.grade, topics=args.topic,
        visible=args.visible,
    )  # fmt: skip
    new = claims.write_founding(standing) if claims.founding_here(document) else []
    return document, len(new)


def claims(args, progress):
    """Write the claims of the founding documents down, each once; then list every claim."""
    place = Place.open(args.place)
    from tilth.web.records import open_records

    open_records(place)
    from tilth.web.agree.standing import Standing
    from tilth.web.house.by import By
    from tilth.web.learn.actions.claims import write_founding
    from tilth.web.learn.models import Claim

    new = write_founding(Standing.for_by(By.command()))
    rows = [_claim(one) for one in Claim.objects.filter(removed=False)]
    return Answer({"new": len(new), "claims": rows}, rows=rows, next="look at /learn/claims/")


def _claim(one):
    bears = one.bearings.all()
    said = f"/learn/sources/{one.said_in.document.slug}/#p{one.said_in.number}" if (
        one.said_in and one.said_in.document) else one.where  # fmt: skip
    return {
        "claim": one.words,
        "said": said,
        "supports": sum(each.how == "supports" for each in bears),
        "contradicts": sum(each.how == "contradicts" for each in bears),
    }


VERBS = (
    Verb("learn", "source", "bring a talk or text in as a source", source, source_arguments,
         level="D1", purpose="plan"),
    Verb("learn", "claims", "the claims of the founding documents, and every other", claims,
         level="D1", purpose="plan"),
)  # fmt: skip
