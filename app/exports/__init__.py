"""The files that hold the data, one module a format."""
