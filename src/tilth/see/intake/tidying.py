"""Make letters comparable without changing what they say; count every cell that changed."""

import pyarrow as pa
import pyarrow.compute as pc

# Spaces that look like a space and are not one.
SPACES = "[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"


def tidy(block):
    """The block with its odd columns in one normal form, and how many cells that changed.

    Unicode NFC, so that one name has one spelling; every kind of space a plain one; none outside.
    """
    table, changed = block.table, block.tidied
    for name in sorted(block.odd):
        before = table[name]
        after = pc.replace_substring_regex(before, SPACES, " ")
        after = pc.utf8_trim_whitespace(pc.utf8_normalize(after, "NFC"))
        changed += pc.sum(pc.cast(pc.not_equal(before, after), pa.int64())).as_py() or 0
        table = table.set_column(table.schema.get_field_index(name), name, after)
    return table, changed
