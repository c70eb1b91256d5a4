"""Documents to read, such as a reading list, in three formats."""
