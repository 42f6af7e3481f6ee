"""Acts on sources: brought in, described, quoted from, slips put right and put back, names kept."""

from tilth.agree.words import DOCUMENTS, VISIBILITY
from tilth.learn.sources import slips as finding
from tilth.learn.sources.shipped import names as shipped_names
from tilth.learn.sources.shipped import slips as shipped_slips
from tilth.learn.words import GRADES, MEDIUMS, NAMES
from tilth.web.agree import history
from tilth.web.agree.actions.agreements import may_write
from tilth.web.agree.actions.documents import may_change as may_change_document
from tilth.web.agree.models import Document
from tilth.web.house.acts import act, locked, refuse
from tilth.web.house.addresses import free_slug
from tilth.web.house.by import COMMAND
from tilth.web.learn.models import Name, Passage, Source

NOT_OURS = "Only somebody from a partner that has joined can do this"
NOT_YOURS = "Only those who wrote it down can change it"
WEB = ("https://", "http://")
TAKEN = {"new", "law"}  # addresses of pages beside the documents
TOLD = ("type", "title", "on", "authors", "url", "told", "visible", "layer", "area")
OF_SOURCE = ("medium", "shared_by", "licence", "grade", "topics")


def may_bring(standing):
    """They may bring a source in, and name what it names."""
    return standing is not None and (may_write(standing) or standing.by.ref == COMMAND)


def may_change(standing, document):
    """They may put right what a source says here."""
    if standing is None:
        return False
    return standing.by.ref == COMMAND or may_change_document(standing, document)


def _check(told):
    refuse("" if told.get("title", "").strip() else "Give it a title")
    refuse("" if told.get("type") in DOCUMENTS else "There is no such kind of document")
    refuse("" if told.get("visible", "partnership") in VISIBILITY else "Say who may read it")
    web = told.get("url", "") == "" or told["url"].startswith(WEB)
    refuse("" if web else "The address of the original begins with https:// or http://")
    _check_source(told)


def _check_source(told):
    refuse("" if told.get("medium", "text") in MEDIUMS else "Say what the original is")
    refuse("" if told.get("grade", "") in ("", *GRADES) else "There is no such grade")


@act
def bring_in(standing, *, passages=(), speakers=(), written_with=(), **told):
    """Keep a talk or text as a source with its passages; gives the Document.

    passages: of learn.sources.spoken.Spoken. speakers: [{"name", "role"}]. told: TOLD, OF_SOURCE.
    """
    refuse("" if may_bring(standing) else NOT_OURS)
    _check(told)
    fields = {name: told[name] for name in TOLD if name in told}
    slug = free_slug(Document, fields["title"], "source", longest=40, taken=TAKEN)
    document = Document(slug=slug, **fields)
    document.save()
    document.written_with.set(written_with)
    more = {name: told[name] for name in OF_SOURCE if name in told}
    Source.objects.create(document=document, speakers=list(speakers), **more)
    Passage.objects.bulk_create(
        Passage(document=document, number=number, speaker=one.speaker[:200], at=one.at,
                line=one.line, words=one.words)
        for number, one in enumerate(passages, 1)
    )  # fmt: skip
    history.added(standing.by, document, "brought in", f"{len(passages)} passages")
    return document


@act
def describe(standing, document, **told):
    """Say what is known of a source: who shared it, its licence, its grade, its topics."""
    document = locked(Document, document.pk)
    refuse("" if may_change(standing, document) else NOT_YOURS)
    _check_source(told)
    fields = {name: told[name] for name in OF_SOURCE if name in told}
    Source.objects.update_or_create(document=document, defaults=fields)
    grade = f"Grade {fields['grade']}" if fields.get("grade") else "No grade"
    history.told(standing.by, document, "described", grade)


@act
def quote(standing, document, *, words, speaker="", at=None):
    """Add a quotation from a talk or film that is heard elsewhere; gives the Passage."""
    document = locked(Document, document.pk)
    refuse("" if may_change(standing, document) else NOT_YOURS)
    refuse("" if words.strip() else "Write down the words that are said")
    last = document.passages.order_by("-number").first()
    passage = Passage.objects.create(
        document=document,
        number=last.number + 1 if last else 1,
        speaker=speaker.strip(),
        at=at,
        words=words.strip(),
    )
    history.told(standing.by, document, "quoted from", f"passage {passage.number}")
    return passage


@act
def correct(standing, passage, words, why, *, seen=None):
    """Put right what a passage says; what came first is kept. seen: the words somebody looked at.

    Refused where somebody else changed them meanwhile.
    """
    passage = locked(Passage, passage.pk)
    refuse("" if may_change(standing, passage.document) else NOT_YOURS)
    words = words.strip()
    refuse("" if words else "A passage without words cannot be cited")
    refuse("" if why.strip() else "Say why")
    meanwhile = seen is not None and _same_ends(seen) != _same_ends(passage.words)
    refuse("Somebody changed these words meanwhile. Look at them again" if meanwhile else "")
    refuse("" if words != passage.words else "Nothing is changed")
    passage.original = passage.original or passage.words
    passage.words, passage.why = words, why.strip()[:300]
    if passage.words == passage.original:
        passage.original = passage.why = ""
    passage.save()
    history.told(standing.by, passage.document, "corrected", f"passage {passage.number}")
    return passage


def _same_ends(words):
    return words.replace("\r\n", "\n").strip()


@act
def take_words_out(standing, document, reason):
    """Take the words of a source out for good, with every code on them; it cannot be undone."""
    document = locked(Document, document.pk)
    refuse("" if may_change(standing, document) else NOT_YOURS)
    refuse("" if reason.strip() else "Say why")
    refuse("" if document.passages.exists() else "Its words are not kept here")
    many = document.passages.count()
    document.passages.all().delete()
    Source.objects.filter(document=document).update(speakers=[], kept=[])
    history.told(standing.by, document, "words taken out", f"{many} passages. {reason.strip()}")


def all_slips():
    """The likely slips we know: those that ship, and the wrong forms of names of the register."""
    kept = [one for one in Name.objects.filter(removed=False) if one.slips]
    return finding.with_names(finding.with_names(shipped_slips(), shipped_names()), kept)


@act
def accept(standing, passage, said):
    """Put a likely slip right, wherever it stands in the passage."""
    passage = locked(Passage, passage.pk)
    slip = next((one for one in all_slips() if one.said == said), None)
    refuse("" if slip else "There is no such slip")
    why = slip.why if not passage.why else f"{passage.why} {slip.why}"
    return correct(standing, passage, finding.corrected(passage.words, slip), why)


@act
def leave(standing, passage, said):
    """A likely slip is none here: it is not asked about again."""
    document = locked(Document, passage.document_id)
    refuse("" if may_change(standing, document) else NOT_YOURS)
    source, _ = Source.objects.get_or_create(document=document)
    key = f"{passage.number}:{said}"
    if key not in source.kept:
        source.kept = [*source.kept, key]
        source.save(update_fields=["kept"])
        history.told(standing.by, document, "left as it is", f"passage {passage.number}")


@act
def put_back(standing, passage):
    """Undo what was put right in a passage: it says again what it said when it came."""
    passage = locked(Passage, passage.pk)
    refuse("" if may_change(standing, passage.document) else NOT_YOURS)
    refuse("" if passage.original else "Nothing was corrected here")
    passage.words, passage.original, passage.why = passage.original, "", ""
    passage.save()
    history.told(standing.by, passage.document, "put back", f"passage {passage.number}")
    return passage


@act
def name_it(standing, *, name, type="organisation", others=(), slips=(), means="", record=None):
    """Add a name with its forms, or change one; gives the Name."""
    refuse("" if may_bring(standing) else NOT_OURS)
    refuse("" if name.strip() else "Give the name")
    refuse("" if type in NAMES else "There is no such kind of name")
    told = {"name": " ".join(name.split()), "type": type, "others": _forms(others, name),
            "slips": _forms(slips, name), "means": means.strip()}  # fmt: skip
    both = set(told["others"]) & set(told["slips"])
    refuse(f"{sorted(both)[0]} cannot be right and wrong" if both else "")
    same = Name.objects.filter(name=told["name"]).exclude(pk=record.pk if record else None)
    known = same.first()
    if known is not None and known.removed:
        record = record or known
    refuse("That name is there already" if known is not None and not known.removed else "")
    if record is None:
        record = Name.objects.create(**told)
        history.added(standing.by, record, "named")
    else:
        history.changed(standing.by, locked(Name, record.pk), "changed", removed=False, also=told)
    return record


def _forms(forms, name):
    told = (" ".join(one.split()) for one in forms)
    return list(dict.fromkeys(one for one in told if one and one != name))


@act
def forget_name(standing, record):
    """Take a name off the register; its history stays."""
    record = locked(Name, record.pk)
    refuse("" if may_bring(standing) else NOT_OURS)
    history.changed(standing.by, record, "taken off", removed=True)
