"""Who does what at which layer, with what means: pages of the ledgers."""
