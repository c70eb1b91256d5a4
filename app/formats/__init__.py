"""One module a format, for what comes in and what goes out."""
