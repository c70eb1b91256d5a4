"""A document to read, and its formats."""
