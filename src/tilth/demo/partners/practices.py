"""What the practices send: the list of their patients, and coded events block by block."""

import datetime

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from tilth.demo.partners.appearances import Appearance, dates, numbered, sex_codes
from tilth.demo.partners.coded import SLOTS, UNITS, Block, Codes, as_date, day
from tilth.demo.partners.prevention import Prevention
from tilth.demo.partners.reviews import Reviews
from tilth.demo.people import names
from tilth.demo.people.crowd import NEVER, TODAY, stream
from tilth.demo.writing import MARK

PARTNER = "practices"
BLOCK = 40_000
HISTORY_FROM = datetime.date(1920, 1, 1)
SCHEMA = pa.schema(
    [
        ("event_id", pa.int64()),
        ("patient_id", pa.dictionary(pa.int32(), pa.string())),
        ("nhs_number", pa.dictionary(pa.int32(), pa.string())),
        ("date_of_birth", pa.date32()),
        ("practice_code", pa.dictionary(pa.int32(), pa.string())),
        ("event_date", pa.date32()),
        ("code", pa.dictionary(pa.int32(), pa.string())),
        ("value", pa.float64()),
        ("unit", pa.dictionary(pa.int32(), pa.string())),
    ],
    metadata=MARK,
)


class Practices:
    """Everyone on a practice's list, as the practices write them."""

    def __init__(self, crowd, rate, *, seed):
        rng = stream(seed, "gp_patients")
        self.crowd, self.seed = crowd, seed
        self.who = np.flatnonzero(crowd.registered)
        self.shown = Appearance(crowd, self.who, rate, rng)
        self.patient_id = numbered("G", (self.who * 7919 + 104_729) % 100_000_000, 8)
        self.ghost = (crowd.died[self.who] != NEVER) & (rng.random(len(self.who)) < 0.03)
        self.stated = rng.random(len(self.who))
        self.rng = rng


def send_patients(practices, outbox, land):
    """The list: one row for everyone registered, some of the dead among them."""
    crowd, who, shown = practices.crowd, practices.who, practices.shown
    rng, count = practices.rng, len(practices.who)
    category = np.array(names.LETTERS, dtype=object)[crowd.category[who]]
    category[practices.stated < 0.05] = "Z"
    since = np.maximum(
        crowd.born[who], TODAY - (rng.random(count) ** 0.7 * 14_000).astype(np.int64)
    )
    since = np.where(
        crowd.moved[who] > crowd.born[who], np.maximum(crowd.moved[who], -20_000), since
    )
    since = np.minimum(since, np.minimum(crowd.died[who], TODAY))
    old = crowd.old_postcode[who]
    told = (old >= 0) & (rng.random(count) < 0.7)
    table = {
        "patient_id": practices.patient_id,
        "nhs_number": shown.nhs_number,
        "first_name": shown.first_name,
        "surname": shown.surname,
        "date_of_birth": shown.date_of_birth,
        "sex": sex_codes(shown.sex),
        "ethnic_category": pa.array(category, mask=practices.stated < 0.02),
        "main_language": _languages(crowd, who, rng),
        "postcode": shown.postcode,
        "previous_postcode": pa.array(crowd.postcodes).take(
            pa.array(old.astype(np.int64), mask=~told)
        ),
        "uprn": pa.array(crowd.uprn[who], mask=rng.random(count) < 0.12).cast(pa.string()),
        "practice_code": pa.array(land.practices).take(pa.array(crowd.practice[who])),
        "registered_on": dates(since),
        "date_of_death": dates(np.where(practices.ghost, NEVER, crowd.died[who])),
    }
    outbox.note("gp_patients", shown)
    outbox.send(
        "gp_patients", pa.table(table), who,
        period=(as_date(day(2026, 3, 1)), as_date(TODAY)), local_id="patient_id", partner=PARTNER,
    )  # fmt: skip


def _languages(crowd, who, rng):
    known = names.communities()
    out = np.full(len(who), "en", dtype=object)
    for community, (language, share) in names.LANGUAGES.items():
        speaks = crowd.community[who] == known.index(community)
        out[speaks & (rng.random(len(who)) < share)] = language
    return pa.array(out, mask=rng.random(len(who)) < 0.15)


def send_events(practices, outbox, health, land, chances, *, each, progress):
    """Coded events in Parquet, a file for each period, written block by block.

    each: events for each patient, all periods together. Returns how many were written.
    """
    paths = [outbox.folder / f"SYNTHETIC_gp_events_{_label(s)}.parquet" for s in SLOTS]
    writers = [pq.ParquetWriter(p, SCHEMA, compression="zstd", compression_level=1) for p in paths]
    rows, number = [0] * len(SLOTS), 1
    codes = Codes(chances["codes"])
    try:
        for block, low in enumerate(range(0, len(practices.who), BLOCK)):
            progress("made-up events", low, len(practices.who))
            rng = stream(practices.seed, f"events {block}")
            some = slice(low, low + BLOCK)
            part = Block(practices, health, some, each, rng)
            also = (
                Prevention(practices, health, some, chances["prevention"]),
                Reviews(practices, part, chances["reviews"]),
            )
            for slot, bounds in enumerate(SLOTS):
                events = part.events(slot, bounds, codes, also)
                number = _write(
                    writers[slot], practices, land, part, events, codes, number, outbox, slot
                )
                rows[slot] += len(events[0])
    finally:
        for writer in writers:
            writer.close()
    for path, bounds, count in zip(paths, SLOTS, rows, strict=True):
        first = HISTORY_FROM if bounds is SLOTS[0] else as_date(bounds[0])
        outbox.record("gp_events", path, count, (first, as_date(bounds[1])), PARTNER)
    outbox.know("gp_events", "", None, None, practices.patient_id, practices.who)
    return sum(rows)


def _label(bounds):
    last = as_date(bounds[1]).isoformat()[:7]
    return f"to_{last}" if bounds is SLOTS[0] else last


def _write(writer, practices, land, part, events, codes, number, outbox, slot):
    """One row group: the events of a block in one period; returns the next event number."""
    who, when, code, value = events
    count = len(who)
    late = np.flatnonzero(part.rng.random(count) < 0.00004)
    shown = when.copy()
    shown[late] = SLOTS[slot][1] + 200 + late % 100
    ids = np.arange(number, number + count, dtype=np.int64)
    file = f"SYNTHETIC_gp_events_{_label(SLOTS[slot])}.parquet"
    outbox.wrong += [("gp_events", file, str(i), "event_date: after the period") for i in ids[late]]
    rows = part.rows
    who = who.astype(np.int32)
    unit = codes.unit[code]
    columns = [
        pa.array(ids),
        pa.DictionaryArray.from_arrays(who, practices.patient_id[rows]),
        _looked_up(who, practices.shown.nhs_number[rows]),
        practices.shown.date_of_birth[rows].take(pa.array(who)),
        pa.DictionaryArray.from_arrays(practices.crowd.practice[part.who][who], land.practices),
        pa.array(shown.astype("datetime64[D]"), pa.date32()),
        pa.DictionaryArray.from_arrays(code.astype(np.int32), codes.words),
        pa.array(value, mask=np.isnan(value)),
        pa.DictionaryArray.from_arrays(pa.array(unit, mask=unit < 0), list(UNITS)),
    ]
    writer.write_batch(pa.record_batch(columns, schema=SCHEMA))
    return number + count


def _looked_up(who, words):
    """A column of words by their places, an empty word staying empty.

    Only words that are there go into the dictionary, and empty cells all point at its first:
    whatever lies under an empty cell would otherwise reach the file's bytes.
    """
    there = words.is_valid().to_numpy(zero_copy_only=False)
    place = np.where(there, np.cumsum(there) - 1, 0).astype(np.int32)
    return pa.DictionaryArray.from_arrays(
        pa.array(place[who], mask=~there[who]), words.filter(pa.array(there))
    )
