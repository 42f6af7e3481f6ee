"""What a partnership and its policy went through, by year."""
