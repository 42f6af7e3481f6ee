"""The steps of a series, and how long each is in the words of a criterion."""

STEPS = {"month": "1 month", "quarter": "3 months", "year": "12 months"}
