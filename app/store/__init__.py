"""The SQLite store: its tables, building it, opening it, and reading records back."""
