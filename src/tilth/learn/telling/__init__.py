"""Telling: sets of questions, plain text, code words, and who has to look before others read."""
