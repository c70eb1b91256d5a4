"""What an argument is made of: vocabulary, records, dates, graph and errors. Pure."""
