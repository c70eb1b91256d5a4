"""The SQLite store: built from records, opened, and read back."""
