"""Search: parse the query, read the hits, and suggest what is near."""
