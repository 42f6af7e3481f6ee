"""Organisations, assets and footprints: who works here, where people go, who is served by whom."""

from tilth.ground.publishers.deriving import number


def organisation_rows(publication, cells, kept):
    """Organisations of the places asked for, each once; where no address is given, all."""
    return [
        row
        for rule in publication.organisations
        for row in _organisations(publication, rule, cells, kept)
    ]


def _organisations(publication, rule, cells, kept):
    found, here = {}, set()
    columns = {
        word: cells.get(getattr(rule, word))
        for word in ("name", "parent", "postcode", "small_area", "longitude", "latitude", "people")
    }
    where = cells.get(rule.here or rule.small_area)
    for i, code in enumerate(cells.get(rule.code)):
        row = {word: column[i] for word, column in columns.items()}
        if not code:
            continue
        if not where[i] or kept.has(kept.small_area, where[i]):
            here.add(code)
        people = number(row["people"])
        one = found.setdefault(code, {"people": None})
        one |= {
            "kind": rule.kind,
            "code": code,
            "name": row["name"],
            "source": publication.name,
            "parent_code": row["parent"] or None,
            "postcode": row["postcode"] or None,
            "lsoa21": row["small_area"] or None,
            "longitude": number(row["longitude"]),
            "latitude": number(row["latitude"]),
        }
        if people is not None:
            one["people"] = (one["people"] or 0) + int(people)
    return [one for code, one in found.items() if code in here]


def asset_rows(publication, cells, kept):
    """Places people go, in the small areas asked for, each row of the file once."""
    found = {}
    for rule in publication.assets:
        columns = {
            word: cells.get(getattr(rule, word))
            for word in ("name", "kind", "postcode", "small_area", "longitude", "latitude")
        }
        address = [cells.get(word) for word in rule.address]
        details = [cells.get(word) for word in rule.details]
        for i in range(cells.rows):
            row = {word: column[i] for word, column in columns.items()}
            if not row["name"] or not kept.has(kept.small_area, row["small_area"]):
                continue
            asset = {
                "name": row["name"],
                "kind": row["kind"] or rule.always,
                "address": ", ".join(c[i] for c in address if c[i]) or None,
                "postcode": row["postcode"] or None,
                "lsoa21": row["small_area"],
                "longitude": number(row["longitude"]),
                "latitude": number(row["latitude"]),
                "details": "; ".join(c[i] for c in details if c[i]) or None,
                "source": publication.name,
            }
            found[tuple(asset.values())] = asset
    return list(found.values())


def footprint_rows(publication, cells, kept):
    """How an organisation's people spread over areas, or an area's people over organisations."""
    found = []
    for rule in publication.footprints:
        figures = {
            word: cells.get(getattr(rule, word))
            for word in ("people", "share_of_organisation", "share_of_area")
        }
        for i, (code, area) in enumerate(
            zip(cells.get(rule.code), cells.get(rule.area), strict=True)
        ):
            if code and kept.has(rule.layer, area):
                row = {word: number(column[i]) for word, column in figures.items()}
                row |= {"kind": rule.kind, "code": code, "layer": rule.layer, "area": area}
                found.append(row | {"period": publication.period, "source": publication.name})
    return found
