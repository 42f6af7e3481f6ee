"""Publishers' open files in: read as text, cut to the places asked for, kept with their licence."""
