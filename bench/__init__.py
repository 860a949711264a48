"""How fast typedfactory is beside factory_boy, polyfactory and code written by hand: ``python -m bench``."""
