"""Records of one person found and joined, with the doubt that remains told."""
