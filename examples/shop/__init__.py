"""A small shop: models as an application would have them, and factories that declare only what matters.

``python -m examples.shop`` shows what they make.
"""
