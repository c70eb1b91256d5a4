"""The app that serves the pages, with all that wraps an answer."""
