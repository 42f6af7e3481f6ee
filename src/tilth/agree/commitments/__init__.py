"""Promises between partners: how they move, who answers for them, and what is told of them."""
