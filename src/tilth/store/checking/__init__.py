"""The questions a data-quality check asks of a table, as SQL, and how they are asked."""
