"""SEE: a place sees its people, one population from the files of many partners."""
