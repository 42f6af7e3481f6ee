"""The land people live on: drawn, or taken from real shapes, with margins to fill."""
