"""The only room that speaks to a counting engine; gives out a Population."""
