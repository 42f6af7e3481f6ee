"""A criterion as SQL: one pass over the events, the lists and the people for many questions.

The text of a criterion never reaches SQL. Every literal is a bound parameter; every name is
one the release itself holds. The SQL is DuckDB's; `store/counting/spark.py` carries it to Spark.
"""

from dataclasses import dataclass, field

from tilth.ground.criteria import tree
from tilth.store.engine import name as quoted

BORN = "(p.birth_month is null or p.birth_month <= {as_of})"
ALIVE = "(p.died_on is null or p.died_on > {as_of})"
AGGREGATES = {
    "highest": "max(e.value)",
    "lowest": "min(e.value)",
    "mean": "avg(e.value)",
    "latest": "arg_max(e.value, struct_pack(d := e.date, v := e.value))",
    "since": "min(e.date)",
    "latest date": "max(e.date)",
}


@dataclass(frozen=True)
class Question:
    """One settled measure as of one date. living: only people born by then and alive then."""

    measure: object
    as_of: object
    living: bool = True


@dataclass
class Asking:
    """The SQL of some questions, gathered as their trees are walked.

    columns: attribute -> its SQL, for those the release holds as columns.
    concepts: name -> the sources that record it, or None where silence means no.
    """

    columns: dict
    concepts: dict
    parameters: dict = field(default_factory=dict)
    facts: dict = field(default_factory=dict)
    near: dict = field(default_factory=dict)

    def sql(self, questions, by):
        """One row for each group: its g0, g1 .. and four counts for each question."""
        as_of = questions[0].as_of
        groups = [f"{self.attribute(name, as_of)} as g{i}" for i, name in enumerate(by)]
        flags = [flag for i, q in enumerate(questions) for flag in self._flags(i, q)]
        names = [f"g{i}" for i in range(len(by))]
        counts = [c for i, q in enumerate(questions) for c in self._counts(i, q.measure)]
        grouped = f"group by {', '.join(names)}" if names else ""
        return (
            f"with {self._tables()} judged as (select {', '.join(groups + flags)} from person p "
            f"left join small_area s on s.lsoa21 = p.lsoa21 {self._joins()}) "
            f"select {', '.join(names + counts)} from judged {grouped}"
        )

    def tables(self):
        """The release's tables these questions read."""
        used = {kind for kind, _ in self.facts} | ({"event"} if self.near else set())
        return {"person", "small_area", *used}

    def _flags(self, i, question):
        as_of, asked = question.as_of, question.measure
        living = "true"
        if question.living:
            living = f"({BORN} and {ALIVE})".format(as_of=self.value(as_of))
        among = "true" if asked.among is None else self.test(asked.among, as_of)
        if asked.value is None:
            judged = self.test(asked.numerator, as_of)
        else:
            judged = f"cast({self.operand(asked.value, as_of)} as double)"
        return [f"{judged} as n{i}", f"({living} and {among}) as a{i}"]

    def _counts(self, i, asked):
        """The aggregates of one question, in the order of its columns."""
        known = f"filter (where a{i} and n{i} is not null)"
        unsure = [
            f"count(*) filter (where a{i} and n{i} is null) as unknown{i}",
            f"count(*) filter (where a{i} is null) as among_unknown{i}",
        ]
        denominator = f"count(*) {known} as denominator{i}"
        if asked.value is None:
            return [f"count(*) filter (where a{i} and n{i}) as numerator{i}", denominator, *unsure]
        part, whole = self.value(float(asked.parts)), "sum(cast(round({}) as decimal(38, 0)))"
        total, squares = whole.format(f"n{i} * {part}"), whole.format(f"n{i} * n{i} * {part}")
        ends = list(map(self.value, asked.edges))
        tests = [f"n{i} >= {low}" for low in ends], [f"n{i} < {high}" for high in ends]
        bins = [" and ".join(t) for t in zip(["true", *tests[0]], [*tests[1], "true"], strict=True)]
        return [
            f"{total} {known} as numerator{i}",
            denominator,
            f"{squares} {known} as sum_squares{i}",
            *unsure,
            *(
                f"count(*) filter (where a{i} and {test}) as bin{b}_{i}"
                for b, test in enumerate(bins if ends else [])
            ),
        ]

    def value(self, literal):
        """The parameter that holds a literal."""
        key = (type(literal), literal)
        found = self.parameters.setdefault(key, f"p{len(self.parameters)}")
        return f"${found}"

    def bound(self):
        """The parameters by name, as the engine wants them."""
        return {name: literal for (_, literal), name in self.parameters.items()}

    def test(self, test, as_of):
        """A settled tree as an SQL expression that is true, false or null."""
        match test:
            case tree.All(tests):
                return "(" + " and ".join(self.test(t, as_of) for t in tests) + ")"
            case tree.Some(tests):
                return "(" + " or ".join(self.test(t, as_of) for t in tests) + ")"
            case tree.Not(inside):
                return f"(not {self.test(inside, as_of)})"
            case tree.Compare(operand, sign, value):
                sign = "<>" if sign == "!=" else sign
                return f"({self.operand(operand, as_of)} {sign} {self.value(value)})"
            case tree.Between(operand, low, high):
                low, high = self.value(low), self.value(high)
                return f"({self.operand(operand, as_of)} between {low} and {high})"
            case tree.OneOf(operand, values):
                inside = ", ".join(self.value(v) for v in values)
                return f"({self.operand(operand, as_of)} in ({inside}))"
            case tree.Missing(operand):
                return f"({self.operand(operand, as_of)} is null)"
        return self._single(test, as_of)

    def _single(self, test, as_of):
        match test:
            case tree.Ever(concept, window):
                return f"({self._times(concept, window, as_of)} >= 1)"
            case tree.On(name):
                return f"({self._listed(name, as_of)} > 0)"
            case tree.Near():
                pair = self._pair(test, as_of)
                known = f"{self._complete(test.concept)} and {self._complete(test.other)}"
                return f"(case when {pair} then true when {known} then false end)"
        return f"({self.attribute(test.name, as_of)})"

    def operand(self, operand, as_of):
        """An attribute or a summary of events."""
        if isinstance(operand, tree.Word):
            return self.attribute(operand.name, as_of)
        if operand.how == "count":
            return self._times(operand.concept, operand.window, as_of)
        if operand.how == "total":
            return self._total(operand.concept, operand.window, as_of)
        summed = self._event(AGGREGATES[operand.how], operand.concept, operand.window, as_of)
        # A sum of decimals differs in its last places by the order it was taken in.
        return f"round({summed}, 9)" if operand.how == "mean" else summed

    def attribute(self, name, as_of):
        """An attribute's SQL on a date."""
        if name == "alive":
            return ALIVE.format(as_of=self.value(as_of))
        if name == "age":
            return self._age(as_of)
        if name == "age_group":
            age = self._age(as_of)
            low = f"{age} // 5 * 5"
            band = f"concat(cast({low} as varchar), '-', cast({low} + 4 as varchar))"
            return f"(case when {age} >= 90 then '90+' when {age} >= 0 then {band} end)"
        return self.columns[name]

    def _age(self, as_of):
        months = self.value(as_of.year * 12 + as_of.month)
        return (
            f"(case when p.birth_month <= {self.value(as_of)} then ({months} - "
            "(year(p.birth_month) * 12 + month(p.birth_month))) // 12 end)"
        )

    def _times(self, concept, window, as_of):
        """How many events; null where there is none and silence does not mean no."""
        times = f"coalesce({self._event('count(*)', concept, window, as_of)}, 0)"
        if self.concepts[concept] is None:
            return times
        return f"(case when {times} > 0 or {self._complete(concept)} then {times} end)"

    def _total(self, concept, window, as_of):
        """Its values added up, those without one left out; known where the number of them is."""
        added = f"round(coalesce({self._event('sum(e.value)', concept, window, as_of)}, 0), 9)"
        return f"(case when {self._times(concept, window, as_of)} is not null then {added} end)"

    def _event(self, aggregate, concept, window, as_of):
        where = f"e.concept = {self.value(concept)} and e.date <= {self.value(as_of)}"
        if window is not None:
            where += f" and e.date > {self.value(window.start(as_of))}"
        if "e.value" in aggregate:
            where += " and e.value is not null"
        return self._fact("event", f"{aggregate} filter (where {where})", concept)

    def _listed(self, name, as_of):
        date = self.value(as_of)
        where = (
            f"m.list = {self.value(name)} and (m.since is null or m.since <= {date}) "
            f"and (m.until is null or m.until >= {date})"
        )
        return f"coalesce({self._fact('membership', f'count(*) filter (where {where})', name)}, 0)"

    def _complete(self, concept):
        """Whether silence about this concept means no, of this person."""
        sources = self.concepts[concept]
        if sources is None:
            return "true"
        if not sources:
            return "false"
        inside = ", ".join(self.value(source) for source in sources)
        times = f"count(*) filter (where v.source in ({inside}))"
        return f"(coalesce({self._fact('seen', times, *sources)}, 0) > 0)"

    def _fact(self, table, sql, *about):
        """The column that holds a sum over a person's rows of a table. about: the rows it needs."""
        found = self.facts.setdefault((table, sql), (f"f{len(self.facts)}", about))
        return found[0]

    def _pair(self, test, as_of):
        """Whether an event lies within so many days before or after another."""
        one, other, date = self.value(test.concept), self.value(test.other), self.value(as_of)
        ended = "coalesce(a.end_date, a.date)"
        days = f"date_diff('day', {ended}, b.date)"
        apart = "b.date > a.date"
        if test.side == "before":
            days, apart = "date_diff('day', b.date, a.date)", "b.date < a.date"
        sql = (
            "select distinct a.person from event a join event b on b.person = a.person "
            f"where a.concept = {other} and b.concept = {one} and a.date <= {date} "
            f"and b.date <= {date} and {days} between 0 and {self.value(test.days)}"
        )
        if test.concept == test.other:
            sql += f" and {apart}"
        found = self.near.setdefault(sql, f"near{len(self.near)}")
        return f"({found}.person is not null)"

    def _tables(self):
        made = []
        for table, (letter, column) in SUMMED.items():
            found = {sql: v for (kind, sql), v in self.facts.items() if kind == table}
            if not found:
                continue
            sums = ", ".join(f"{sql} as {fact}" for sql, (fact, _) in found.items())
            which = sorted({word for _, about in found.values() for word in about})
            only = ", ".join(map(self.value, which))
            made.append(
                f"{table}_facts as (select {letter}.person, {sums} from {table} {letter} "
                f"where {letter}.{column} in ({only}) group by {letter}.person), "
            )
        return "".join(made) + "".join(f"{name} as ({sql}), " for sql, name in self.near.items())

    def _joins(self):
        joined = [f"{t}_facts" for t in SUMMED if any(kind == t for kind, _ in self.facts)]
        joined += self.near.values()
        return " ".join(f"left join {t} on {t}.person = p.person" for t in joined)


SUMMED = {"event": ("e", "concept"), "membership": ("m", "list"), "seen": ("v", "source")}


def columns_of(person, small_area):
    """The SQL of every attribute, from the columns of the two tables that hold them."""
    area = {name: f"s.{quoted(name)}" for name in small_area}
    if "imd_quintile" in area:
        area["deprivation_fifth"] = area["imd_quintile"]
    return area | {name: f"p.{quoted(name)}" for name in person}
