"""Records read from the store for more than one page, by subject."""
