"""Whether every voice weighs the same: the balance report."""
