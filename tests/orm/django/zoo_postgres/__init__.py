"""Models with fields that PostgreSQL alone has."""
