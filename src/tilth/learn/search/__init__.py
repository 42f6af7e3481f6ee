"""Finding words in what people tell, and what is told of the same things."""
