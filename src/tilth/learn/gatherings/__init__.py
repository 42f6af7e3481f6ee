"""Where people meet to learn: ways to do it, and the calendar of it."""
