"""The derive stage again, in slow plain Python, from the accepted files of a tiny place."""

import datetime
from collections import Counter, defaultdict

import pyarrow.parquet as pq

from tilth.ground.extracts import IDENTITY, Concept, Extract
from tilth.store.ledger import Ledger

MAJORITY = ("sex", "ethnic_group", "birth_month")


def rows_of(place, on):
    """Every accepted row of every source that is read: (source, rank, file, day, row)."""
    with Ledger.open(place) as ledger:
        for rank, source in enumerate(place.sources):
            if on > source.until:
                continue
            versions = sorted(
                ledger.in_service(source.name),
                key=lambda v: (str(v.period_to or ""), str(v.period_from or ""), v.sha256),
            )
            for number, version in enumerate(versions):
                table = pq.read_table(version.folder / "accepted.parquet")
                for row in table.to_pylist():
                    yield source, rank, number, version.period_to, row


def derive(place, release_link, identity, opted=frozenset(), *, on):
    """The tables of the release as lists of tuples, in order, and the arithmetic.

    release_link: {record: person}. identity: rows of identity.parquet. opted: NHS numbers.
    """
    extracts, concepts = place.all(Extract), place.all(Concept)
    record_of = {(r["source"], *(r[p] for p in IDENTITY)): r["record"] for r in identity}
    everyone = defaultdict(list)
    for source, rank, number, day, row in rows_of(place, on):
        extract = extracts[source.kind]
        who = [row.get(extract.meaning(p)) if extract.meaning(p) else None for p in IDENTITY]
        person = release_link[record_of[(source.name, *who)]]
        everyone[person].append(
            (source, rank, number, day, row, dict(zip(IDENTITY, who, strict=True)))
        )
    out_of_plan = {
        person
        for person, rows in everyone.items()
        if any(w["nhs_number"] in opted for *_, w in rows)
    }
    people, events, members, seen = [], [], set(), []
    counts = {"people": Counter(), "rows": Counter()}
    for person, rows in everyone.items():
        rows = [r for r in rows if "plan" in r[0].purpose]
        if not rows:
            continue
        one = attributes(rows, extracts)
        live, listed = place_of(place, one.pop("postcode")), one["practice"] == "M1"
        state = "used" if live["resident"] or listed else "out_of_scope"
        state = "opted_out" if person in out_of_plan else state
        counts["people"][state] += 1
        counts["rows"][state] += len(rows)
        if state != "used":
            continue
        partners = len({r[0].partner for r in rows})
        people.append({"person": person, **one, **live, "registered": listed, "known_to": partners})
        events += events_of(person, rows, extracts, concepts)
        members |= lists_of(person, rows, extracts)
        seen += seen_of(person, rows, extracts)
    late = datetime.date.max
    return {
        "person": sorted(people, key=lambda p: p["person"]),
        "event": sorted(
            events,
            key=lambda e: (e[1], e[0], e[2], e[3] or late, (e[4] is None, e[4] or 0), e[5]),
        ),
        "membership": sorted(members, key=lambda m: (m[1], m[0], m[2] or late, m[3] or late)),
        "seen": sorted(seen),
        "counts": counts,
    }


def attributes(rows, extracts):
    """One answer for each attribute: the newest file, the first source, the least value."""
    said = defaultdict(list)
    for source, rank, _, day, row, who in rows:
        born = who["date_of_birth"]
        said["birth_month"].append((rank, day, born and born.replace(day=1)))
        said["postcode"].append((rank, day, who["postcode"]))
        for column, how in extracts[source.kind].columns.items():
            if how.attribute and row.get(column) not in (None, ""):
                said[how.attribute].append((rank, day, row[column]))
        said["sex"].append((rank, day, who["sex"] or None))
    names = ["birth_month", "died_on", "sex", "ethnic_group", "practice", "lives_in", "postcode"]
    found = {n: settle(said[n], n in MAJORITY) for n in [*names, "main_language"]}
    return found


def settle(said, majority):
    """The rule in words: see store/attributes.settled."""
    said = [(rank, day, value) for rank, day, value in said if value is not None]
    if not said:
        return None
    if majority:
        own = []
        for rank in {rank for rank, _, _ in said}:
            mine = [s for s in said if s[0] == rank]
            newest = max(day for _, day, _ in mine)
            own.append((rank, newest, min(v for _, d, v in mine if d == newest)))
        votes = Counter(value for _, _, value in own)
        said = [s for s in own if votes[s[2]] == max(votes.values())]
    newest = max(day for _, day, _ in said)
    said = [s for s in said if s[1] == newest]
    first = min(rank for rank, _, _ in said)
    return min(value for rank, _, value in said if rank == first)


def place_of(place, postcode):
    """Where a postcode lies: the tiny geography, by hand."""
    del place
    small = {f"SM1 {n}AA": f"A{n}" for n in (1, 2, 3, 4)} | {"ZZ9 9ZZ": "B1"}
    before = {"A1": "L1", "A3": "L4", "A4": "L4"}
    area = small.get(postcode)
    return {
        "postcode_district": postcode and postcode.split(" ")[0],
        "lsoa21": area,
        "lsoa11": before.get(area),
        "resident": None if postcode is None else area in ("A1", "A2", "A3", "A4"),
    }


def _met(only, row):
    words = {True: "yes", False: "no"}
    return all(words.get(row.get(c), row.get(c)) in accepted for c, accepted in only.items())


def events_of(person, rows, extracts, concepts):
    """Every event of one person, each as often as the one file that tells it most often."""
    told = defaultdict(Counter)
    for source, _, number, _, row, _ in rows:
        for rule in extracts[source.kind].events:
            if not _met(rule.only, row) or row.get(rule.date) is None:
                continue
            names = [rule.concept]
            if rule.code:
                code = row.get(rule.code)
                names = [n for n, c in concepts.items() if any(code in v for v in c.codes.values())]
            end = row.get(rule.end) if rule.end else None
            for name in names:
                value = row.get(rule.value) if rule.value else None
                if rule.days and end is not None and end >= row[rule.date]:
                    value = float((end - row[rule.date]).days)
                known = concepts.get(name)
                if value is not None and known and known.least is not None and value < known.least:
                    value = None
                if value is not None and known and known.most is not None and value > known.most:
                    value = None
                told[(person, name, row[rule.date], end, value, source.name)][number] += 1
    return [event for event, files in told.items() for _ in range(max(files.values()))]


def lists_of(person, rows, extracts):
    return {
        (
            person,
            rule.name,
            row.get(rule.since) if rule.since else None,
            row.get(rule.until) if rule.until else None,
            source.name,
        )
        for source, _, _, _, row, _ in rows
        for rule in extracts[source.kind].lists
        if _met(rule.only, row)
    }


def seen_of(person, rows, extracts):
    found = defaultdict(lambda: [[], 0])
    for source, _, _, _, row, _ in rows:
        extract = extracts[source.kind]
        dates = {r.date for r in extract.events} | {r.since for r in extract.lists if r.since}
        found[source.name, source.partner][0] += [row[d] for d in dates if row.get(d)]
        found[source.name, source.partner][1] += 1
    return [
        (person, source, partner, min(days, default=None), max(days, default=None), count)
        for (source, partner), (days, count) in found.items()
    ]
