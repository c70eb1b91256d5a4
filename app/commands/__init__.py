"""The commands, one module each; what several share is in the ``_*.py``."""
