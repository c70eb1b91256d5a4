"""The reading list: its address, its page, and its documents to download."""
