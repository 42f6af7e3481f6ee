"""Stories as others read them: listed, one alone, looked at first, and what came of them."""
