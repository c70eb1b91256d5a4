"""What a reader types, what the index finds, and what to suggest."""
