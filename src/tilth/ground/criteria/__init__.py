"""A criterion from text to meaning: reading, the tree it becomes, its words, what it may name."""
