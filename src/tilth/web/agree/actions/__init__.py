"""Everything that changes a record of AGREE: one function an act, one transaction, one entry."""
