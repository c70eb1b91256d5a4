"""Search clashes, claims, quotes and articles; start with ``page.py``."""
