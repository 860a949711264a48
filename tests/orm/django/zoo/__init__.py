"""Models with all kinds of fields and rules."""
