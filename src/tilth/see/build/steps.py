"""The stages of a build, in order: each says what it is made from, and makes it."""

import shutil

from tilth.ground.keys import key_for
from tilth.see import linkage
from tilth.see.build import lineage, opt_outs
from tilth.see.build.inputs import definition_hash
from tilth.store.deriving import derive
from tilth.store.deriving.attributes import Told
from tilth.store.deriving.context import write_context
from tilth.store.deriving.events import concepts_of, write_events
from tilth.store.deriving.people import Ground, write_people
from tilth.store.deriving.pseudonymise import IDENTITY_SCHEMA, pseudonymise
from tilth.store.parquet import rows_into
from tilth.store.stages import Stage
from tilth.store.whole import sha256_of, write_json

SEED = 1


def pseudonymised(work, feed):
    """One source's identities and payload, apart."""

    def make(folder):
        files = [(f.path, f.period_to) for f in feed.files]
        key = key_for(work.key, "record")
        pseudonymise(files, feed.extract, feed.name, folder, key=key, **work.room)

    return work.stage(
        "pseudonymise",
        {
            "key": work.inputs.key_id,
            "source": feed.name,
            "contract": definition_hash(feed.extract),
            "files": [[f.accepted, str(f.period_to)] for f in feed.files],
        },
        make,
        of=feed.name,
    )


def told_of(feed, found):
    """A source as the store's tables want it."""
    return Told(
        source=feed.name,
        partner=feed.source.partner,
        folder=found.folder,
        extract=feed.extract,
        days=feed.days,
        rank=feed.rank,
        plan=feed.plan,
    )


def identities(work, parts):
    """Every source's identities in one table, for linkage. parts: {source: Stage}."""

    def make(folder):
        with rows_into(folder / "identity.parquet", IDENTITY_SCHEMA) as rows:
            for source in sorted(parts):
                for batch in derive.batches(parts[source].path("identity.parquet")):
                    rows.add(batch)

    told = {s: p.hashes["identity.parquet"] for s, p in parts.items()}
    return work.stage("identity", {"parts": told}, make, reads=parts.values())


def context(work, told, parts):
    """What each record's group is, to say how well every group was matched."""
    inputs = work.inputs

    def make(folder):
        write_context(
            told,
            inputs.place.geography_folder / "postcode.parquet",
            inputs.small_areas,
            folder / "context.parquet",
            as_of=inputs.as_of,
            **work.room,
        )

    said = {one.source: parts[one.source].content for one in told}
    made_from = {
        "parts": said,
        "geography": work.geography("postcode"),
        "small_areas": inputs.small_areas_hash,
        "as_of": str(inputs.as_of),
    }
    return work.stage("context", made_from, make, reads=parts.values())


def linked(work, identity, grouped):
    """Which records are one person's."""
    inputs = work.inputs
    one_per_person = sorted(f.name for f in inputs.feeds if f.extract.one_per_person)
    model = inputs.model

    def make(folder):
        linkage.link(
            identity.path("identity.parquet"),
            folder / "linked",
            key=key_for(work.key, "person"),
            one_per_person=frozenset(one_per_person),
            context_path=grouped.path("context.parquet"),
            model_path=model,
            decisions=[
                {"record_l": left, "record_r": right, "verdict": verdict}
                for left, right, verdict in inputs.decisions
            ],
            seed=SEED,
            memory=work.memory,
            progress=work.progress,
        )
        for file in sorted((folder / "linked").iterdir()):
            file.rename(folder / file.name)
        (folder / "linked").rmdir()

    return work.stage(
        "link",
        {
            "key": inputs.key_id,
            "identity": identity.content,
            "context": grouped.content,
            "one_per_person": one_per_person,
            "decisions": [list(d) for d in inputs.decisions],
            "model": model and sha256_of(model),
            "seed": SEED,
        },
        make,
        reads=(identity, grouped),
    )


def opted_out(work):
    """The opt-out list as tokens, or None where a made-up place has none."""
    given = work.inputs.opt_outs
    if given is None:
        return None

    def make(folder):
        opt_outs.write(given, folder, key=key_for(work.key, "opt_out"))

    return work.stage("opt_outs", {"key": work.inputs.key_id, "list": given.sha256}, make)


def people(work, told, parts, link, tokens):
    """One row a person, and whose each record is; the arithmetic of who is left out."""
    inputs = work.inputs

    def make(folder):
        arithmetic = write_people(
            told,
            link.path("link.parquet"),
            Ground(inputs.place.geography_folder, inputs.areas),
            tokens and tokens.path("token.parquet"),
            folder,
            key=key_for(work.key, "opt_out"),
            synthetic=inputs.synthetic,
            **work.room,
        )
        write_json(folder / "arithmetic.json", arithmetic)

    return work.stage(
        "people",
        {
            "key": inputs.key_id,
            "link": link.hashes["link.parquet"],
            "opt_outs": tokens and tokens.content,
            "geography": work.geography("postcode", "lsoa11_lsoa21", "organisation"),
            "areas": inputs.areas,
            "synthetic": inputs.synthetic,
            "sources": [
                [t.source, t.partner, t.rank, t.plan, parts[t.source].content] for t in told
            ],
        },
        make,
        reads=[link, *parts.values(), *([tokens] if tokens else [])],
    )


def events(work, one, part, persons):
    """One source's events, lists and sightings, of the people of the release."""
    concepts = work.inputs.concepts
    who = f"who/{one.source}.parquet"
    used = {n: concepts[n] for n in concepts_of(one.extract, concepts) if n in concepts}

    def make(folder):
        counts = write_events(
            one, persons.path(who), used, folder, progress=work.progress, **work.room
        )
        write_json(folder / "counts.json", counts)

    return work.stage(
        "events",
        {
            "source": one.source,
            "partner": one.partner,
            "contract": definition_hash(one.extract),
            "payload": part.hashes["payload.parquet"],
            "who": persons.hashes[who],
            "days": [str(day) for day in one.days],
            "concepts": {n: definition_hash(c) for n, c in used.items()},
        },
        make,
        reads=(part, persons),
        of=one.source,
    )


def derived(work, told, found, persons, link, tokens):
    """Every table of the release, and what is told about how it was made."""
    inputs = work.inputs
    planned = [one for one in told if one.plan]
    feeds = {feed.name: feed for feed in inputs.feeds}
    before = [s for s in work.stages if s.name != "derive"]

    def make(folder):
        stages = {source: one.folder for source, one in found.items()}
        room = work.room
        shutil.copyfile(persons.path("person.parquet"), folder / "person.parquet")
        shutil.copyfile(link.path("quality.json"), folder / "quality.json")
        derive.merge_events(
            stages,
            folder / "event.parquet",
            synthetic=inputs.synthetic,
            progress=work.progress,
            **room,
        )
        marks = {"synthetic": inputs.synthetic, **room}
        derive.merge_lists(stages, folder / "membership.parquet", **marks)
        derive.merge_seen(stages, folder / "seen.parquet", **marks)
        lineage.write_tables(folder, inputs, planned, found)
        lineage.write_arithmetic(folder, inputs, feeds, persons, found)
        lineage.write_lineage(folder, inputs, planned, found, before, tokens)

    return work.stage(
        "derive",
        {
            "place": [inputs.place.place.code, inputs.place.place.name],
            "stages": sorted([s.name, s.key, s.content] for s in before),
            "events": {source: one.content for source, one in found.items()},
            "geography": inputs.geography,
            "small_areas": inputs.small_areas_hash,
            "told": lineage.told(inputs),
            "synthetic": inputs.synthetic,
        },
        make,
        reads=[persons, link, *found.values()],
    )


def stages_used(work):
    """What to keep: the name and key of every stage of this build."""
    return {(s.name, s.key) for s in work.stages if isinstance(s, Stage)}
