"""The data as files, one module a format."""
