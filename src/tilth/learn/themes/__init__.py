"""What stories are about, found in their words."""
