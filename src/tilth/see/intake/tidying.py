"""Make letters comparable without changing what they say; count every cell that changed."""

import pyarrow as pa
import pyarrow.compute as pc

from tilth.store.reading.letters import ANYTHING, HIGH

# Spaces that look like a space and are not one.
SPACES = "[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"


def tidy(block):
    """The block with its letters in one normal form, and how many cells that changed.

    Unicode NFC, so that one name has one spelling; every kind of space a plain one; none outside.
    """
    table, changed = block.table, block.tidied
    for name in table.column_names[1:]:
        if not block.holds.get(name, ANYTHING) & HIGH:
            continue
        column = table[name].combine_chunks()
        beyond = pc.invert(pc.string_is_ascii(column))
        before = column.filter(beyond)
        after = pc.replace_substring_regex(before, SPACES, " ")
        after = pc.utf8_trim_whitespace(pc.utf8_normalize(after, "NFC"))
        changed += pc.sum(pc.cast(pc.not_equal(before, after), pa.int64())).as_py() or 0
        column = pc.replace_with_mask(column, beyond, after)
        table = table.set_column(table.schema.get_field_index(name), name, column)
    return table, changed
