"""Where people meet to learn, and what a partnership remembers."""
