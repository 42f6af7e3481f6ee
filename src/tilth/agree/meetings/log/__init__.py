"""An old log of decisions, from a file somebody kept, row by row, into decisions."""
