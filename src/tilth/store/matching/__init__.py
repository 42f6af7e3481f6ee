"""The SQL of matching records: tokens, standard forms, candidates, joins."""
