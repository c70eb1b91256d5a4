"""The reading list: what an address keeps, its page and its documents."""
