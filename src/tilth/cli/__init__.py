"""The one command: tilth <room> <verb>."""
