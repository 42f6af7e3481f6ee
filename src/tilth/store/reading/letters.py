"""Kinds of letter a column may hold. `holds` gives, for each column, those that some cell has."""

DIGIT, LOWER, UPPER, GAP, HYPHEN, DOT, HASH, BREAK, OTHER, HIGH, CONTROL = (
    1 << n for n in range(11)
)
ANYTHING = (1 << 11) - 1
