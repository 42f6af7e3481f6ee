"""How many people, places and contributions make up the movement, and whose voices they are."""
