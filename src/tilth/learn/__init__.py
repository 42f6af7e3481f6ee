"""LEARN: stories, what makes them work, and how they travel, as pure functions on values."""
