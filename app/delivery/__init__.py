"""The app that serves the pages, with its cache, headers, errors and metadata."""
