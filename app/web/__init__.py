"""What every page needs: URL parameters, registration, templates, static files."""
