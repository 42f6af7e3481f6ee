"""What has to be there for people to work together: who says how far it is, then and now."""
