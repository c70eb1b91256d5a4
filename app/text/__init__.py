"""Articles cut into passages, quotes found in them, spans marked. All pure."""
