"""Sources as references: BibTeX, RIS, CSL-JSON, and four styles of citation."""
