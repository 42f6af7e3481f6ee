"""Reading a geography folder: one table, or the rows of it one wants."""

import pyarrow.compute as pc
import pyarrow.parquet as pq

from tilth.ground.errors import DefinitionError


def table_of(folder, name):
    """One table of a geography folder. Raises DefinitionError where it is not there."""
    path = folder / f"{name}.parquet"
    if not path.exists():
        raise DefinitionError(
            f"there is no {name}.parquet here",
            where=str(folder),
            remedy="Make the geography first: tilth new NAME --open-data DIR --places CODES.",
        )
    return pq.read_table(path)


def rows_where(table, **wanted):
    """The rows of a table whose columns hold these values."""
    keep = None
    for column, value in wanted.items():
        mask = pc.equal(table[column], value)
        keep = mask if keep is None else pc.and_(keep, mask)
    return table.filter(keep)
