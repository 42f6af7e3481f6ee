"""The tiers T1 to T3 again, slowly and plainly, over dicts; for tests on tiny data."""

from itertools import combinations


def parts_equal(a, b):
    return sum((a.year == b.year, a.month == b.month, a.day == b.day)) if a and b else 0


def slip(a, b):
    """Whether one edit (a letter changed, added, lost, or two neighbours exchanged) or none."""
    if a == b:
        return True
    if len(a) == len(b):
        wrong = [k for k in range(len(a)) if a[k] != b[k]]
        if len(wrong) == 1:
            return True
        return (
            len(wrong) == 2
            and wrong[1] == wrong[0] + 1
            and (a[wrong[0]] == b[wrong[1]] and a[wrong[1]] == b[wrong[0]])
        )
    if abs(len(a) - len(b)) != 1:
        return False
    short, long = sorted((a, b), key=len)
    return any(long[:k] + long[k + 1 :] == short for k in range(len(long)))


def jaro_winkler(a, b):
    reach = max(len(a), len(b)) // 2 - 1
    used, hits = set(), []
    for i, letter in enumerate(a):
        for j in range(max(0, i - reach), min(len(b), i + reach + 1)):
            if j not in used and b[j] == letter:
                used.add(j)
                hits.append((i, j))
                break
    if not hits:
        return 0.0
    m = len(hits)
    moved = sum(a[i] != b[j] for (i, _), j in zip(hits, sorted(used), strict=True)) / 2
    jaro = (m / len(a) + m / len(b) + (m - moved) / m) / 3
    same = next((k for k in range(min(4, len(a), len(b))) if a[k] != b[k]), min(4, len(a), len(b)))
    return jaro + same * 0.1 * (1 - jaro) if jaro >= 0.7 else jaro


def alike(a, b):
    return a == b or a == b[0] or b == a[0] or slip(a, b) or jaro_winkler(a, b) >= 0.85


class Twin:
    """People found by the rules, one pair at a time. rows: dicts of the pool, in order of i."""

    def __init__(self, rows, single):
        self.rows = rows
        self.single = single
        self.group = {r["i"]: {r["i"]} for r in rows}

    def numbers(self, members):
        return {self.rows[i]["nhs"] for i in members} - {None}

    def join(self, a, b):
        both = self.group[a] | self.group[b]
        sources = [self.rows[i]["source"] for i in both if self.rows[i]["source"] in self.single]
        if len(self.numbers(both)) > 1 or len(sources) != len(set(sources)):
            return
        for i in both:
            self.group[i] = both

    def first_tier(self):
        for a, b in combinations(self.rows, 2):
            if a["nhs"] and a["nhs"] == b["nhs"] and parts_equal(a["dob"], b["dob"]) >= 2:
                self.join(a["i"], b["i"])

    def rule(self, key, *, first, birth, places=False, held=None):
        blocks = {}
        for row in self.rows:
            for seen in self.spread(row) if places else [row]:
                values = key(seen)
                if all(v is not None for v in values):
                    blocks.setdefault(values, []).append(row)
        for block in blocks.values():
            if self.open(block, held) and self.consistent(block, held, first, birth):
                ordered = sorted({r["i"] for r in block})
                yield from ((ordered[0], i) for i in ordered[1:])

    @staticmethod
    def spread(row):
        yield {**row, "place": row["postcode"]}
        if row["previous"] != row["postcode"]:
            yield {**row, "place": row["previous"]}

    def open(self, block, held):
        for row in block:
            mine = self.numbers(held[row["i"]])
            others = [g for g in held.values() if self.numbers(g) == mine and g != held[row["i"]]]
            if not mine or others:
                return True
        return False

    def consistent(self, block, held, first, birth):
        numbers = set().union(*(self.numbers(held[r["i"]]) for r in block))
        sources = [r["source"] for r in block if r["source"] in self.single]
        names = sorted({r["first"] for r in block} - {None})
        dobs = sorted({r["dob"] for r in block} - {None})
        return (
            len({min(held[r["i"]]) for r in block}) > 1
            and len(numbers) <= 1
            and len(sources) == len(set(sources))
            and (not first or len(names) < 2 or (len(names) == 2 and alike(*names)))
            and (not birth or len(dobs) < 2 or (len(dobs) == 2 and parts_equal(*dobs) >= 2))
        )


def initial(row):
    return row["first"] and row["first"][0]


def pair(row, pick):
    return row["first"] and row["surname"] and pick(row["first"], row["surname"])


def fields(*names):
    return lambda row: tuple(row[n] for n in names)


T2 = [(fields("surname", "first", "dob", "postcode"), {"first": False, "birth": False})]
T3 = [
    (lambda r: (initial(r), r["surname"], r["dob"], r["sector"]), {"first": True, "birth": False}),
    (lambda r: (pair(r, min), pair(r, max), r["dob"], r["sector"]),
     {"first": False, "birth": False}),
    (fields("surname", "first", "dob", "place"), {"first": False, "birth": False, "places": True}),
    (fields("surname", "first", "postcode"), {"first": False, "birth": True}),
    (fields("first", "dob", "postcode"), {"first": False, "birth": False}),
    (fields("surname", "dob", "postcode"), {"first": True, "birth": False}),
    (fields("first", "dob", "uprn"), {"first": False, "birth": False}),
    (fields("first", "email"), {"first": False, "birth": True}),
    (fields("first", "phone", "surname"), {"first": False, "birth": True}),
    (lambda r: (r["nhs"], r["surname"] or ""), {"first": True, "birth": True}),
]  # fmt: skip


def slow_tiers(rows, single=()):
    """The sets of i that T1 to T3 make one person, as a set of frozensets."""
    twin = Twin(rows, set(single))
    twin.first_tier()
    for tier in (T2, T3):
        held = {i: set(members) for i, members in twin.group.items()}
        for key, tests in tier:
            for a, b in sorted(twin.rule(key, held=held, **tests)):
                twin.join(a, b)
    return {frozenset(members) for members in twin.group.values()}
