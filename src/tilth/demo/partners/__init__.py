"""What each partner would send of them."""
