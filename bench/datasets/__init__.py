"""Figures of data sets, each beside the same work written by hand: ``python -m bench.datasets [section…]``."""
