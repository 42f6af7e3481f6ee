"""Who answers for what, at which layer, with what means: the ledgers, on values."""
