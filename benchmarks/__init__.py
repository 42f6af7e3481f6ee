"""Every claim of speed or memory, against a named peer, in one run."""
