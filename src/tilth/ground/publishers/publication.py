"""A publication: one publisher's open file, where it is found, and what its columns tell us.

Each is a TOML file in definitions/publishers. Rules name our words for its columns; `columns`
says under which headings each may be found, the publisher's own and the tidied extract's alike.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class AreaRule:
    """Rows name areas of a layer; all but `layer` and `code_prefix` are columns.

    code_prefix: where the publisher gives no codes, ours are this and the name, hyphenated.
    """

    layer: str
    code: str
    name: str = ""
    common_name: str = ""
    longitude: str = ""
    latitude: str = ""
    code_prefix: str = ""


@dataclass(frozen=True)
class WithinRule:
    """Rows say which area lies in which. weight: a column of people to share by; else rows.

    parent_always: the one parent of every row, where the file does not say it.
    """

    child: str
    child_code: str
    parent: str
    parent_code: str = ""
    parent_always: str = ""
    basis: str = "lookup"
    weight: str = ""
    child_prefix: str = ""
    parent_prefix: str = ""


@dataclass(frozen=True)
class AliasRule:
    """Rows give another name of an area."""

    layer: str
    code: str
    alias: str
    kind: str


@dataclass(frozen=True)
class ChangeRule:
    """Rows pair small areas of two vintages, and say how one became the other."""

    old: str
    new: str
    change: str


@dataclass(frozen=True)
class PostcodeRule:
    """Rows give a postcode's small area, and its point."""

    postcode: str
    small_area: str
    longitude: str = ""
    latitude: str = ""


@dataclass(frozen=True)
class PointRule:
    """Rows give an area's point, by preference where its people live."""

    layer: str
    code: str
    longitude: str
    latitude: str


@dataclass(frozen=True)
class ShapeRule:
    """Features are outlines of areas of a layer."""

    layer: str
    code: str
    code_prefix: str = ""


@dataclass(frozen=True)
class MeasureRule:
    """Columns of published figures about an area: our name of the measure, and its column."""

    layer: str
    code: str
    values: dict[str, str]
    period: str = ""


@dataclass(frozen=True)
class FigureRule:
    """Rows of published figures with all their publisher says of them: limits, counts, whose.

    layers: the layers whose codes these may be; organisations: or the kind of organisation.
    measure: a column of words naming what is measured; our name is the one `names` gives it,
    else `prefix` and the words. values: or else our names, and the column of each one's values.
    sex, age, category: columns of whose figure it is, the first that says something standing;
    a word for a sex is never an age or a category. title: a column, else the rule's `titled`.
    nought_is_gap_from: in a series whose middle is at least this, a nought is a report not sent.
    """

    code: str
    layers: tuple[str, ...] = ()
    organisations: str = ""
    measure: str = ""
    prefix: str = ""
    names: dict[str, str] = field(default_factory=dict)
    value: str = ""
    values: dict[str, str] = field(default_factory=dict)
    period: str = ""
    title: str = ""
    titled: str = ""
    sex: tuple[str, ...] = ()
    age: tuple[str, ...] = ()
    category_type: str = ""
    category: tuple[str, ...] = ()
    lower: str = ""
    upper: str = ""
    count: str = ""
    denominator: str = ""
    note: str = ""
    nought_is_gap_from: float = 0.0


@dataclass(frozen=True)
class ResidentRule:
    """Columns that count people: a total, by single year of age, or by ethnic group.

    ages: the file has columns age_0 to age_90 (see Publication.ages). ethnic: column and group.
    sex: a column of words, told by `sexes`; by_sex: column and sex. age: a column of words such
    as "Aged 7 years", with people in `people`.
    """

    layer: str
    code: str
    total: str = ""
    ages: bool = False
    ethnic: dict[str, str] = field(default_factory=dict)
    by_sex: dict[str, str] = field(default_factory=dict)
    sex: str = ""
    sexes: dict[str, str] = field(default_factory=dict)
    age: str = ""
    people: str = ""


@dataclass(frozen=True)
class OrganisationRule:
    """Rows are organisations; where several rows name one, its people are added up.

    here: the small area that says whether the organisation is of the place, where that is not
    its own address: a network of practices is here where one of its practices is.
    """

    kind: str
    code: str
    name: str
    parent: str = ""
    postcode: str = ""
    small_area: str = ""
    here: str = ""
    longitude: str = ""
    latitude: str = ""
    people: str = ""


@dataclass(frozen=True)
class AssetRule:
    """Rows are places people go: libraries, pools, pharmacies, parks."""

    name: str
    kind: str = ""
    always: str = ""
    address: tuple[str, ...] = ()
    postcode: str = ""
    small_area: str = ""
    longitude: str = ""
    latitude: str = ""
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class FootprintRule:
    """Rows say how many of an organisation's people live in an area, or what share."""

    kind: str
    code: str
    layer: str
    area: str
    people: str = ""
    share_of_organisation: str = ""
    share_of_area: str = ""


@dataclass(frozen=True)
class Publication:
    """One publisher's file.

    page: the public page it is downloaded from. licence: the line to show with it. files:
    patterns of its usual names. columns: our word and the headings it goes by; those in
    `optional` may be absent. blank: a column's words for nothing. ages: headings of single
    years, with {age} for the number; oldest: the headings of the last, open group, which begins
    at `oldest_from`. period: what the figures are about.
    """

    title: str
    publisher: str
    page: str
    licence: str
    files: tuple[str, ...]
    columns: dict[str, tuple[str, ...]]
    optional: tuple[str, ...] = ()
    blank: dict[str, tuple[str, ...]] = field(default_factory=dict)
    period: str = ""
    form: str = "csv"
    ages: tuple[str, ...] = ()
    oldest: tuple[str, ...] = ()
    oldest_from: int = 90
    areas: tuple[AreaRule, ...] = ()
    within: tuple[WithinRule, ...] = ()
    aliases: tuple[AliasRule, ...] = ()
    changes: tuple[ChangeRule, ...] = ()
    postcodes: tuple[PostcodeRule, ...] = ()
    points: tuple[PointRule, ...] = ()
    shapes: tuple[ShapeRule, ...] = ()
    measures: tuple[MeasureRule, ...] = ()
    figures: tuple[FigureRule, ...] = ()
    residents: tuple[ResidentRule, ...] = ()
    organisations: tuple[OrganisationRule, ...] = ()
    assets: tuple[AssetRule, ...] = ()
    footprints: tuple[FootprintRule, ...] = ()
    name: str = ""

    folder = "publishers"

    def __post_init__(self):
        if self.form not in ("csv", "geojson"):
            raise ValueError(f"form {self.form} is neither csv nor geojson")
        lost = sorted({*self.optional, *self.blank, *self._said()} - self.headings().keys())
        if lost:
            raise ValueError(f"{lost[0]} is not among the columns")

    def _said(self):
        """Every column that a rule names."""
        words = (("code", "name", "common_name", "longitude", "latitude"), self.areas)
        yield from _named(*words)
        yield from _named(("child_code", "parent_code", "weight"), self.within)
        yield from _named(("code", "alias"), self.aliases)
        yield from _named(("old", "new", "change"), self.changes)
        words = ("postcode", "small_area", "longitude", "latitude")
        yield from _named(words, self.postcodes)
        yield from _named(("code", "longitude", "latitude"), self.points)
        yield from _named(("code",), self.shapes)
        yield from _named(("code", "total", "sex", "age", "people"), self.residents)
        yield from _named(("code", "parent", "here", "people", "name", *words), self.organisations)
        yield from _named(("name", "kind", *words), self.assets)
        figures = ("people", "share_of_organisation", "share_of_area")
        yield from _named(("code", "area", *figures), self.footprints)
        for rule in self.measures:
            yield from (rule.code, *rule.values.values())
        words = ("code", "measure", "value", "period", "title", "category_type")
        words += ("lower", "upper", "count", "denominator", "note")
        yield from _named(words, self.figures)
        for rule in self.figures:
            yield from (*rule.values.values(), *rule.sex, *rule.age, *rule.category)
        for rule in self.residents:
            yield from (*rule.ethnic, *rule.by_sex)
        for rule in self.assets:
            yield from (*rule.address, *rule.details)

    @property
    def is_lookup(self):
        """Whether it says which area lies in which: such files are read first."""
        return bool(self.within)

    def headings(self):
        """Our word for every column, and the headings it may go by, ages included."""
        found = dict(self.columns)
        if self.ages:
            for age in range(self.oldest_from):
                found[f"age_{age}"] = tuple(p.format(age=age) for p in self.ages)
            found[f"age_{self.oldest_from}"] = self.oldest
        return found


def _named(words, rules):
    """The columns that rules name under these words."""
    return [getattr(rule, word) for rule in rules for word in words if getattr(rule, word)]
