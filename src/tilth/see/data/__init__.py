"""What the data are: what came, how good it is, how well it was matched, told without a handful."""
