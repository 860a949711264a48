"""Databases that SQLAlchemy reaches.

Inside: `sink` (a transaction for each partition, with a ledger), `copying` (PostgreSQL's COPY), `columns` (tables made from
Arrow's types).
May be used from outside: `sink`, by `facade/`.
May import: `sinks.base`, `pyarrow`, `describe`; SQLAlchemy.
"""
