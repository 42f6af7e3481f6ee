"""What every file carries, so that it can be understood and trusted alone."""

from tilth.see.findings.rows import headings, rows

SYNTHETIC = "SYNTHETIC: made-up people, nobody here is real"


def about(finding):
    """Where the figures are from: a dict of words, the same in every kind of file."""
    from_where = finding.provenance
    return {
        "indicator": finding.asked.indicator or finding.title,
        "data_to": finding.data_to.isoformat() if finding.data_to else "",
        "source": finding.source,
        "definition": from_where.definition,
        "release": from_where.release,
        "licence": from_where.licence,
        "hidden": hidden(from_where),
        "synthetic": SYNTHETIC if finding.synthetic else "no: real people",
    }


def hidden(provenance):
    """What the star means, in words."""
    return (
        f"* is a number of 1 to {provenance.smallest - 1} people, or one that would give such a "
        f"number away; other counts are to the nearest {provenance.rounded}; 0 is nobody"
    )


def sheet(finding):
    """The rows as shown, each with what the file carries beside them: a list of dicts."""
    constant = {f"about_{name}": value for name, value in about(finding).items()}
    return [{**row, **constant} for row in rows(finding)]


def columns(finding):
    """The columns of `sheet`, even where there is no row."""
    return [*headings(finding), *(f"about_{name}" for name in about(finding))]
