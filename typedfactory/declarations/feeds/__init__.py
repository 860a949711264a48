"""Values from files and records: CSV, JSON, or whatever gives mappings.

Inside: `feed` (the rows, and the declaration of one column of them), `reading` (files → records), `converting` (text → the
type of a field).
May be used from outside: `Feed`, `FeedField`.
May import: `declarations.base`, `declarations.iterators`, `errors`, `random`, `typeinfo`.
"""

from typedfactory.declarations.feeds.feed import Feed, FeedField

__all__ = ["Feed", "FeedField"]
