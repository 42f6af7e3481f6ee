"""Data-quality checks: kinds as data, resolved over every source, column, concept and place."""
