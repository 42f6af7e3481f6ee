"""Households: couples, children with their mothers, twins, shared surnames, addresses."""

import numpy as np

from tilth.demo.people import names
from tilth.demo.people.crowd import TODAY, stream

OUTSIDE = 40


def form(crowd, *, seed):
    """Who lives with whom: sets household, mother and partner (places of people; -1 is nobody)."""
    rng = stream(seed, "households")
    count = len(crowd)
    age = crowd.age
    crowd.household = np.arange(count, dtype=np.int32)
    crowd.mother = np.full(count, -1, np.int32)
    crowd.partner = np.full(count, -1, np.int32)
    key = (crowd.area.astype(np.int64) + 1) * 5 + crowd.group
    home = crowd.living
    _couple(crowd, key, age, home, rng)
    single = crowd.partner < 0
    chance = rng.random(count)
    grown = np.flatnonzero(home & single & (age >= 18) & (age < 28) & (chance < 0.55))
    _join_mothers(crowd, grown, key, age, home & (age >= 36), rng)
    children = np.flatnonzero(home & (age < 18))
    able = home & (age >= 18) & (age < 62)
    _join_mothers(crowd, children, key, age, able, rng)
    _twins(crowd, age)


def _couple(crowd, key, age, home, rng):
    """Pair men and women of an area and group whose ages rank alike."""
    chance = np.interp(age, [21, 22, 32, 60, 75, 90], [0, 0.25, 0.66, 0.7, 0.62, 0.3])
    ready = home & (rng.random(len(age)) < chance)
    sides = []
    for sex, older in ((0, 0.0), (1, 2.0)):
        who = np.flatnonzero(ready & (crowd.sex == sex))
        order = np.lexsort((age[who] + older + rng.normal(0, 2, len(who)), key[who]))
        who = who[order]
        first = np.searchsorted(key[who], key[who], side="left")
        sides.append((who, key[who] * 10_000_000 + np.arange(len(who)) - first))
    _, his, hers = np.intersect1d(sides[0][1], sides[1][1], assume_unique=True, return_indices=True)
    men, women = sides[0][0][his], sides[1][0][hers]
    near = np.abs(age[men] - age[women]) < 18
    men, women = men[near], women[near]
    crowd.partner[men], crowd.partner[women] = women, men
    crowd.household[women] = crowd.household[men]


def _join_mothers(crowd, children, key, age, able, rng):
    """Each child joins a woman of the same area (and group, where there is one) of fitting age."""
    women = np.flatnonzero(able & (crowd.sex == 1))
    if not len(women) or not len(children):
        return
    wanted = age[children] + np.clip(rng.normal(29, 5.5, len(children)), 18, 44).astype(np.int64)
    for keys in (key, key // 5):
        order = women[np.lexsort((rng.random(len(women)), age[women], keys[women]))]
        line = keys[order] * 200 + age[order]
        left = np.flatnonzero(crowd.mother[children] < 0)
        at = np.searchsorted(line, keys[children[left]] * 200 + wanted[left])
        at = np.clip(at + rng.integers(-2, 3, len(left)), 0, len(order) - 1)
        for step in (0, -1, 1, -3):
            mother = order[np.clip(at + step, 0, len(order) - 1)]
            child = children[left]
            older = age[mother] - age[child]
            fits = (keys[mother] == keys[child]) & (older >= 16) & (older <= 50)
            fits &= crowd.mother[child] < 0
            crowd.mother[child[fits]] = mother[fits]
    found = children[crowd.mother[children] >= 0]
    crowd.household[found] = crowd.household[crowd.mother[found]]


def _twins(crowd, age):
    """Children of one mother who are as many years old are twins: born on one day."""
    children = np.flatnonzero((crowd.mother >= 0) & (age < 28))
    order = children[np.lexsort((age[children], crowd.mother[children]))]
    same = (crowd.mother[order][1:] == crowd.mother[order][:-1]) & (
        age[order][1:] == age[order][:-1]
    )
    for _ in range(3):
        crowd.born[order[1:][same]] = crowd.born[order[:-1][same]]


def name_everyone(crowd, *, seed):
    """First names, surnames, maiden names; fathers and sons who share theirs."""
    rng = stream(seed, "names")
    pool, community = crowd.words, crowd.community
    own = names.draw_surnames(community, pool, rng)
    customary = names.born_surnames(community, crowd.sex, own, pool, rng)
    born_to = np.where(rng.random(len(crowd)) < 0.8, customary, own)
    crowd.surname, crowd.maiden = born_to.copy(), np.full(len(crowd), -1, np.int64)
    wives = np.flatnonzero((crowd.sex == 1) & (crowd.partner >= 0))
    takes = wives[rng.random(len(wives)) >= names.keeps()[community[wives]]]
    crowd.maiden[takes] = born_to[takes]
    crowd.surname[takes] = crowd.surname[crowd.partner[takes]]
    years = crowd.born.astype("datetime64[D]").astype("datetime64[Y]").astype(int) + 1970
    crowd.first = names.draw_first_names(community, crowd.sex, years, pool, rng)
    age = crowd.age
    for low, high in ((18, 200), (0, 18)):
        child = np.flatnonzero((crowd.mother >= 0) & (age >= low) & (age < high))
        mother = crowd.mother[child]
        father = crowd.partner[mother]
        named = np.where(father >= 0, crowd.surname[father], crowd.surname[mother])
        custom = (
            (crowd.sex[child] == 1)
            & (customary[child] != own[child])
            & (rng.random(len(child)) < 0.5)
        )
        crowd.surname[child] = np.where(custom, customary[child], named)
        after = (father >= 0) & (crowd.sex[child] == 0) & (rng.random(len(child)) < 0.025)
        crowd.first[child[after]] = crowd.first[father[after]]


def give_homes(crowd, land, *, seed):
    """A postcode and a property number for each household; where some lived before; a practice."""
    rng = stream(seed, "homes")
    count = len(crowd)
    outside = [f"GZ{i // 4 + 1} {i % 4 + 1}{a}{b}" for i in range(OUTSIDE) for a, b in ("AB", "DE")]
    crowd.postcodes = [*land.postcodes, *outside]
    spread = np.diff(land.first_postcode)
    borrowed = _nearest_with_postcodes(spread)
    begin, many = land.first_postcode[borrowed], spread[borrowed]
    head = crowd.household
    draw = rng.random(count)[head]
    area = crowd.area[head]
    inside = area >= 0
    crowd.postcode = np.where(
        inside,
        begin[area] + (draw * many[area]).astype(np.int64),
        len(land.postcodes) + (draw * len(outside)).astype(np.int64),
    ).astype(np.int32)
    crowd.uprn = 999_000_000_000 + head.astype(np.int64) * 7 + 1
    _moves(crowd, land, begin, many, head, rng)
    rank = np.searchsorted([0.52, 0.78, 0.90, 0.96], rng.random(count)[head])
    rank = np.where(rng.random(count) < 0.05, 0, rank) % land.near.shape[1]
    crowd.practice = land.near[np.maximum(crowd.area, 0), rank].astype(np.int32)


def _nearest_with_postcodes(spread):
    """For each area itself, or the next in order that has postcodes."""
    filled = np.flatnonzero(spread > 0)
    return filled[np.minimum(np.searchsorted(filled, np.arange(len(spread))), len(filled) - 1)]


def _moves(crowd, land, begin, many, head, rng):
    """A third of households have moved in ten years, most of them within the place."""
    count = len(crowd)
    moves = (rng.random(count) < 0.34)[head] & crowd.living
    same = land.place[np.maximum(crowd.area, 0)]
    order = np.argsort(land.place, kind="stable")
    first = np.searchsorted(land.place[order], same, side="left")
    last = np.searchsorted(land.place[order], same, side="right")
    came = order[first + (rng.random(count)[head] * (last - first)).astype(np.int64)]
    before = begin[came] + (rng.random(count)[head] * many[came]).astype(np.int64)
    far = (rng.random(count) < 0.15)[head]
    outside = len(land.postcodes) + rng.integers(0, OUTSIDE, count)[head]
    crowd.old_postcode = np.where(moves, np.where(far, outside, before), -1).astype(np.int32)
    ago = (rng.random(count) ** 1.5)[head] * 3650
    crowd.moved = np.where(moves, TODAY - ago, -40_000).astype(np.int32)
