"""How partners decide: the rule they signed, and what it makes of their voices."""
