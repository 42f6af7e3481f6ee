"""Everyone of a made-up place: who they are, how they live and die."""
