"""A small shop: models as an application would have them, and factories that declare only what matters.

``python -m examples.shop`` shows what they make; so does ``typedfactory demo``. The modules import each other by relative
names, for what is installed has them below another one.
"""
