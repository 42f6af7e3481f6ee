"""The public page of a place: who decides, what was decided, promised, and what happened."""
