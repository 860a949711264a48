"""A lending library as a web service."""
