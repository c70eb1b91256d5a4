"""The words, records, errors and graph of an argument."""
