"""The arithmetic of a picture of a place: pure functions of numbers, each with its source."""
