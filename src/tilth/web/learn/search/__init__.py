"""Finding stories and what is like them."""
