"""References to sources: BibTeX, RIS, CSL-JSON, and five citation styles."""
