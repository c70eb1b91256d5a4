"""What every page needs: parameters, registration, templates, static files."""
