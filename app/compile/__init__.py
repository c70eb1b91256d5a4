"""Seed files to records: every quote anchored, every rule checked."""
