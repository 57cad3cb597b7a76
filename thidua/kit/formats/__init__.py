"""How dates and numbers are read and written, per language."""
