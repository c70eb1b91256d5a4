"""The page of a source: the whole article with its quotes marked."""
