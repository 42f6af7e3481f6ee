"""The SQL from accepted rows to the tables of a release."""
