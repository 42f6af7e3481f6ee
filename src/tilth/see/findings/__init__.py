"""A figure told whole: a sentence, a picture, a table, how sure we are, and where it is from."""
