"""The graph as a page: one HTML file that refers to nothing outside of itself.

Inside: `building` (puts it together), ``page.html``, ``page.css`` and ``page.js`` (what is put together), ``vendored/``
(cytoscape and its layout dagre, as npm has them, and their licences).
May be used from outside: `building`.
May import: the standard library; `model`, `details` of the room around.
"""
