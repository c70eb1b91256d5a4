"""Verifying quotations: ``page.py`` begins; one by itself, or all those of a text."""
