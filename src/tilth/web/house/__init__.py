"""What every page shares: the frame, who may see it, signing in, words, search and the tour."""
