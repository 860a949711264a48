"""Factories that save what they make: one module for each object-relational mapper, which imports its own only."""
