"""The same figures for programs: read only, with a token, never more than its owner may see."""
