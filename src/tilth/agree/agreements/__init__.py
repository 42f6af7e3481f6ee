"""What partners sign: clauses as values, compared, printed, lapsing."""
