"""References to sources: BibTeX, RIS, CSL-JSON, and four citation styles."""
