"""AGREE: partners of unequal size agreeing as equals; pure reasoning on values."""
