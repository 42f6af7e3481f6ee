"""The acts of LEARN: one function each, one transaction, one entry of the record."""
