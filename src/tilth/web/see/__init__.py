"""SEE on a page: how the place and each neighbourhood are doing, and how sure we are."""
