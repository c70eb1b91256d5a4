"""Pure text work: passages, anchoring, highlighting, and comparing quotations."""
