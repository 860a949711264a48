"""A shop with a million orders, described by factories, in DuckDB: ``python -m examples.dataset``."""
