"""Partners: sectors, who is missing, seats wanted and filled, and lists of organisations read."""
