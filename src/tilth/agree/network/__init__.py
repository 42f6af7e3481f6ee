"""The partnership as a network of organisations: how they stand to each other, and the gaps."""
