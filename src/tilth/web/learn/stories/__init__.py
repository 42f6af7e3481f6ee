"""Stories as they are read and looked after."""
