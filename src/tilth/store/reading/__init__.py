"""A contract as questions to the engine: cells read, rows judged."""
