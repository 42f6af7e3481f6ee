"""Commands."""

VERBS = ()
