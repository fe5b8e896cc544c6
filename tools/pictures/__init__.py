"""Draws the code: the rooms of the house with their imports, and the data model with its keys.

    rooms → graph → placing → house       text of Python files → who imports whom → where a box stands → SVG
    models → tables → placing → data      Django's registry → boxes and keys → where a box stands → SVG

Everything is in an order of its own (names, never sets), so that the same code gives the same bytes.
"""
