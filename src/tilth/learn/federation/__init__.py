"""What systems tell each other: signed files that hold what each has to share, and nothing else."""
