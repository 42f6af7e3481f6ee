"""From any figure back: which files, contracts, definitions, stages and run a release came from."""

import json
from dataclasses import replace

from tilth.ground.errors import DefinitionError
from tilth.ground.strict import nearest
from tilth.see.build.inputs import definition_hash, feed_told
from tilth.store.deriving import derive
from tilth.store.deriving.attributes import BY_MAJORITY, OURS, attribute_types
from tilth.store.deriving.events import concepts_of
from tilth.store.releases import read_json
from tilth.store.stages import hash_of
from tilth.store.whole import json_text, write_json

NEWEST = "the newest file, then the source place.toml names first, then the least value"
MOST = "what most sources say; between equals " + NEWEST
# What is read from who a record says someone is, and from what.
FROM_IDENTITY = {
    "birth_month": "date_of_birth",
    "sex": "sex",
    "postcode_district": "postcode",
    "lsoa21": "postcode",
    "lsoa11": "postcode",
    "resident": "postcode",
}


def told(inputs):
    """What a build was told: its sources, what it did not read, decisions and opt-outs."""
    return {
        "feeds": [feed_told(feed) for feed in inputs.feeds],
        "not_read": inputs.not_read,
        "concepts": {n: definition_hash(c) for n, c in inputs.concepts.items()},
        "decisions": len(inputs.decisions),
        "opt_outs": inputs.opt_outs.told() if inputs.opt_outs else None,
        "as_of": str(inputs.as_of),
    }


def write_tables(folder, inputs, planned, found):
    """Write small_area.parquet, concept.parquet and list.parquet."""
    synthetic = inputs.synthetic
    derive.write_table(inputs.small_areas, folder / "small_area.parquet", synthetic=synthetic)
    recorded = _recorded(inputs, planned, found)
    speaking = silence(inputs, planned, found)
    rows = []
    for concept, sources in sorted(recorded.items()):
        known = inputs.concepts.get(concept)
        members, covers = speaking.get(concept, ([], "members"))
        rows.append(
            {
                "concept": concept,
                "title": known.title if known else concept.replace("_", " ").capitalize(),
                "unit": (known.unit or None) if known else None,
                "sources": members,
                "covers": covers,
                "recorded_by": sources,
            }
        )
    derive.write_rows(rows, derive.CONCEPT_SCHEMA, folder / "concept.parquet", synthetic=synthetic)
    lists = [{"list": n, "sources": s} for n, s in sorted(_lists(planned).items())]
    derive.write_rows(lists, derive.LIST_SCHEMA, folder / "list.parquet", synthetic=synthetic)


def counts_of(stage):
    """What an events stage counted."""
    return json.loads(stage.path("counts.json").read_text(encoding="utf-8"))


def silence(inputs, planned, found):
    """concept -> (sources whose people are known not to have it where it is not told, covers).

    Only rules whose silence speaks count. An extract's people include those of the extracts of
    the same partner that vouch for it.
    """
    telling = [replace(one, extract=_telling(one.extract)) for one in planned]
    extracts = {one.source: one.extract for one in planned}
    told = {}
    for concept, sources in _recorded(inputs, telling, found).items():
        every = all(extracts[s].covers == "everyone" for s in sources)
        members = {m for s in sources for m in _members(s, planned)}
        told[concept] = (sorted(members), "everyone" if every else "members")
    return told


def _telling(extract):
    """The contract with only the rules whose silence speaks."""
    return replace(extract, events=tuple(r for r in extract.events if r.silence == "speaks"))


def _members(source, planned):
    """The source itself and those of its partner that vouch for its members."""
    (own,) = (one for one in planned if one.source == source)
    vouching = {
        one.source
        for one in planned
        if one.partner == own.partner and one.extract.name in own.extract.vouched_by
    }
    return {source} | vouching


def _recorded(inputs, planned, found):
    """concept -> the sources that record it."""
    recorded = {}
    for one in planned:
        terminologies = counts_of(found[one.source])["terminologies"]
        for concept in concepts_of(one.extract, inputs.concepts, terminologies):
            recorded.setdefault(concept, []).append(one.source)
    return {concept: sorted(sources) for concept, sources in recorded.items()}


def _lists(planned):
    lists = {}
    for one in planned:
        for rule in one.extract.lists:
            lists.setdefault(rule.name, set()).add(one.source)
    return {name: sorted(sources) for name, sources in lists.items()}


def write_arithmetic(folder, inputs, feeds, persons, found):
    """Write arithmetic.json: people and rows in = used + opted out + out of scope; none lost."""
    known = json.loads(persons.path("arithmetic.json").read_text(encoding="utf-8"))
    people, rows = known["people"], known["rows"]
    rows_in = sum(f.rows for feed in feeds.values() if feed.plan for f in feed.files)
    people_in = people["used"] + people["opted_out"] + people["out_of_scope"]
    assert rows_in == sum(rows.values()), "rows were lost between acceptance and the release"
    sources = {}
    for name, feed in feeds.items():
        by_state = known["by_source"].get(name)
        accepted = sum(f.rows for f in feed.files)
        if not feed.plan:
            sources[name] = {"rows_in": accepted, "not_for_planning": accepted}
            continue
        counts = counts_of(found[name])
        states = {state: part["rows"] for state, part in by_state.items()} if by_state else {}
        assert accepted == sum(states.values()), f"rows of {name} were lost"
        events = sum(counts["events"].values())
        rest = {k: counts[k] for k in ("undated", "without_concept", "values_left_empty")}
        sources[name] = {"rows_in": accepted, **states, "events": events, **rest}
    told = {
        "people_in": people_in,
        "people": people,
        "rows_in": rows_in,
        "rows": rows,
        "sources": sources,
        "people_of_other_purposes": known["people_of_other_purposes"],
        "opt_out_list": inputs.opt_outs.told() if inputs.opt_outs else None,
        "synthetic": inputs.synthetic,
    }
    write_json(folder / "arithmetic.json", told)


def write_lineage(folder, inputs, planned, found, before, tokens):
    """Write lineage.json: every figure's concept, attribute or list, back to the files."""
    del tokens
    stages = {}
    for one in before:
        stages.setdefault(one.name, []).append(one.told())
    whole = {
        "run": hash_of([told(inputs), inputs.geography, sorted(map(str, stages.items()))])[:16],
        "place": {"code": inputs.place.place.code, "name": inputs.place.name},
        "synthetic": inputs.synthetic,
        **told(inputs),
        "concepts": _concepts(inputs, planned, found),
        "attributes": _attributes(planned),
        "lists": _lists(planned),
        "geography": inputs.geography,
        "stages": {
            name: sorted(parts, key=lambda p: (p["of"], p["key"])) for name, parts in stages.items()
        },
    }
    (folder / "lineage.json").write_text(json_text(whole), encoding="utf-8")


def _concepts(inputs, planned, found):
    told = {}
    for concept, sources in _recorded(inputs, planned, found).items():
        known = inputs.concepts.get(concept)
        counted = {s: counts_of(found[s])["events"].get(concept, 0) for s in sources}
        told[concept] = {
            "definition": definition_hash(known) if known else None,
            "sources": sources,
            "events": counted,
        }
    return told


def _attributes(planned):
    """attribute -> the columns it comes from, by source, and how disagreement is settled."""
    told = {}
    names = [*FROM_IDENTITY, *attribute_types(planned), "registered", "known_to"]
    for attribute in dict.fromkeys(names):
        columns = {}
        for one in planned:
            given = list(
                one.attributes.get("practice" if attribute == "registered" else attribute, ())
            )
            part = FROM_IDENTITY.get(attribute)
            if part and one.extract.meaning(part):
                given.append(one.extract.meaning(part))
            if attribute == "known_to":
                given = ["a record of the person"]
            if given:
                columns[one.source] = sorted(set(given))
        if columns or attribute in OURS:
            rule = MOST if attribute in BY_MAJORITY else NEWEST
            told[attribute] = {"columns": columns, "settled_by": rule}
    return told


def trace(release, name=None):
    """The lineage of one concept, attribute or list of a release, or of all of it.

    Raises DefinitionError, with the near word, where the release has nothing of that name.
    """
    whole = read_json(release, "lineage.json")
    if name is None:
        return whole
    feeds = {feed["source"]: feed for feed in whole["feeds"]}
    for kind in ("concepts", "attributes", "lists"):
        if name in whole[kind]:
            what = whole[kind][name]
            sources = {"concepts": lambda w: w["sources"], "attributes": lambda w: w["columns"]}
            chosen = sources.get(kind, lambda w: w)(what)
            return {
                "name": name,
                "kind": kind[:-1],
                "from": what,
                "run": whole["run"],
                "synthetic": whole["synthetic"],
                "sources": [feeds[s] for s in sorted(chosen)],
                "stages": {
                    stage: [p for p in parts if not p["of"] or p["of"] in chosen]
                    for stage, parts in whole["stages"].items()
                },
            }
    known = [n for kind in ("concepts", "attributes", "lists") for n in whole[kind]]
    near = nearest(name, known)
    raise DefinitionError(
        f"nothing in the release is called {name}.",
        remedy=f"Did you mean {near}?" if near else f"There are: {', '.join(sorted(known))}.",
    )
