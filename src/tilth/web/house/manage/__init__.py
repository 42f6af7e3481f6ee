"""Looking after the place: its people, roles, sources, agreements, jobs and the record."""
