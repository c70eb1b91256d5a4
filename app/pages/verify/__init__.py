"""Verify one quotation, or every quotation in a text; start with ``page.py``."""
