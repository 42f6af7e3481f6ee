"""Hard things held together: surface, understand, reframe, agree, review; and words that help."""
