"""Partners' files in: nothing lost, nothing guessed."""
