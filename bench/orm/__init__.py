"""Benchmarks of the back ends, each against its peers."""
