"""The site: thin pages over what the rooms already answer."""
