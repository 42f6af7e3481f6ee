"""Who put which code where, as far as a reader may know: every page and count asks here."""

from collections import defaultdict

from tilth.learn.coding.merging import final
from tilth.web.agree.documents.visible import documents_for
from tilth.web.agree.found import address
from tilth.web.agree.models import Partner
from tilth.web.learn.models import Code, Coding, Passage, Reading
from tilth.web.learn.reader import inside, own
from tilth.web.learn.visible import stories_for

TYPES = ("enabler", "barrier", "principle", "ingredient", "condition", "theme")
"""The order in which kinds of code are shown."""


def merged_into():
    """{number of a code: number of the code it was merged into, or None}."""
    return dict(Code.objects.values_list("pk", "into_id"))


def final_code(code):
    """The Code that a code is read as now."""
    number = final(code.pk, merged_into())
    return code if number == code.pk else Code.objects.get(pk=number)


def read_as(code):
    """The numbers of the codes that are read as this one: itself, and those merged into it."""
    into = merged_into()
    return [one for one in into if final(one, into) == code.pk]


def codes_in_use():
    """The codes that can be put on something: those that were not merged, kind by kind."""
    found = Code.objects.filter(into=None).select_related("group").order_by("slug")
    return sorted(found, key=lambda one: TYPES.index(one.type))


def being_coded_by(standing):
    """The numbers of the stories this reader codes without seeing what others chose."""
    if standing.by.person is None:
        return set()
    open_ = Reading.objects.filter(by=standing.by.person, done=None)
    return set(open_.values_list("story_id", flat=True))


def seen_on(codings, standing):
    """Of codings on stories, those this reader may know of now: others' stay away until done."""
    hidden = being_coded_by(standing)
    if not hidden:
        return codings
    others = codings.exclude(by=standing.by.person)
    away = others.filter(story_id__in=hidden) | others.filter(passage__story_id__in=hidden)
    return codings.exclude(pk__in=away.values("pk"))


def codings_on_stories(standing):
    """The codings that hold now, on stories this reader may read, or on their passages."""
    stories = stories_for(standing).values("pk")
    here = Coding.objects.filter(removed=False)
    found = here.filter(story__in=stories) | here.filter(passage__story__in=stories)
    return seen_on(found, standing)


def codings_on_documents(standing):
    """The codings that hold now, on passages of documents this reader may read."""
    documents = documents_for(standing if inside(standing) else None)
    return Coding.objects.filter(removed=False, passage__document__in=documents.values("pk"))


def carriers(standing):
    """{number of a code: the numbers of the stories that carry it}, as codes are read now.

    A story carries a code that somebody says fits, whoever else says it does not.
    """
    into, found = merged_into(), defaultdict(set)
    fitting = codings_on_stories(standing).filter(fits=True)
    for code, story, of in fitting.values_list("code_id", "story_id", "passage__story_id"):
        found[final(code, into)].add(story or of)
    return found


def carried(standing):
    """The codes that a story this reader may read carries, as codes are read now, by kind."""
    into, fitting = merged_into(), codings_on_stories(standing).filter(fits=True).order_by()
    found = {final(code, into) for code in fitting.values_list("code_id", flat=True).distinct()}
    return Code.objects.filter(pk__in=found).order_by("type", "name")


def cited(standing):
    """{number of a code: how many passages of sources carry it}, as codes are read now."""
    into, found = merged_into(), defaultdict(set)
    fitting = codings_on_documents(standing).filter(fits=True)
    for code, passage in fitting.values_list("code_id", "passage_id"):
        found[final(code, into)].add(passage)
    return {code: len(passages) for code, passages in found.items()}


def words_of(record):
    """All that somebody can lie a code on: the words of a story as they are now, or a passage's."""
    if isinstance(record, Passage):
        return record.words
    parts = [record.title, record.words, *map(_said, record.answers.values())]
    parts += [record.strengths, record.barriers]
    parts += [one.words for one in record.passages.all()] if record.pk else []
    return "\n".join(part for part in parts if part)


def _said(answer):
    return "\n".join(map(str, answer)) if isinstance(answer, list) else str(answer)


def told_on(record, standing):
    """What was said of the codes of a story or passage, one dict a code, kind by kind.

    code: as it is read now. fits, not: what each said, as `_one` tells it.
    """
    codings = record.codings.filter(removed=False).select_related("code", "by")
    if not isinstance(record, Passage):
        codings = _with_passages(record)
    codings = seen_on(codings, standing)
    into, words = merged_into(), " ".join(words_of(record).split())
    codes, partners = _codes(), _partners(standing)
    told = {}
    for coding in codings:
        code = codes[final(coding.code_id, into)]
        one = told.setdefault(code.pk, {"code": code, "fits": [], "not": []})
        side = one["fits"] if coding.fits else one["not"]
        side.append(_one(coding, words, standing, partners))
    return sorted(told.values(), key=lambda one: (TYPES.index(one["code"].type), one["code"].slug))


def _with_passages(story):
    found = Coding.objects.filter(removed=False, story=story)
    found |= Coding.objects.filter(removed=False, passage__story=story)
    return found.select_related("code", "by")


def _codes():
    return {one.pk: one for one in Code.objects.all()}


def _partners(standing):
    return dict(Partner.objects.values_list("slug", "name")) if inside(standing) else {}


def _one(coding, words, standing, partners):
    """quote: '' where its words are no longer there. merged: the name it was put under."""
    there = " ".join(coding.quote.split()) in words
    return {
        "number": coding.pk,
        "who": who_put(coding, standing, partners),
        "quote": coding.quote if there else "",
        "lost": not there,
        "feeling": coding.feeling,
        "at": coding.at,
        "mine": own(standing, coding),
        "under": coding.code.name if coding.code.into_id else "",
    }


def who_put(coding, standing, partners):
    """Who says it, as this reader may know: people of the partnership by name among themselves."""
    taken = ", who took a suggestion" if coding.coder == "suggested" else ""
    if coding.coder == "teller":
        return "Who told it"
    if not inside(standing) or coding.by is None:
        return f"Somebody of the partnership{taken}"
    partner = partners.get(coding.by.partner, "")
    return ", ".join(part for part in (coding.by.name, partner) if part) + taken


def quotes_of(code, standing, *, most=12):
    """Words that carry a code, drawn from their stories and sources now: [{quote, title, at}].

    Nothing is kept: where words were changed or taken back, their quote is gone.
    """
    numbers, found = read_as(code), []
    for codings in (codings_on_stories(standing), codings_on_documents(standing)):
        codings = codings.filter(code__in=numbers, fits=True).exclude(quote="")
        codings = codings.select_related("story", "passage__story", "passage__document")
        codings = codings.prefetch_related("story__passages")
        for coding in codings.order_by("-at", "-pk")[: most * 2]:
            record = coding.story or coding.passage
            if " ".join(coding.quote.split()) in " ".join(words_of(record).split()):
                found.append(_cited(coding, record))
    return _once(found)[:most]


def _cited(coding, record):
    of = record.document if isinstance(record, Passage) and record.document else coding.story
    of = of or record.story
    title = of.title or "A story without a title"
    return {"quote": coding.quote, "feeling": coding.feeling, "title": title, "at": address(record)}


def _once(found):
    return list({(one["at"], one["quote"]): one for one in found}.values())


def feelings_of(code, standing):
    """How it felt to those who put a code on a story: [(feeling, stories)], most often first."""
    found = defaultdict(set)
    felt = codings_on_stories(standing).filter(code__in=read_as(code), fits=True)
    felt = felt.exclude(feeling="")
    for feeling, story, of in felt.values_list("feeling", "story_id", "passage__story_id"):
        found[feeling.strip().lower()].add(story or of)
    return sorted(((one, len(of)) for one, of in found.items()), key=lambda x: (-x[1], x[0]))
