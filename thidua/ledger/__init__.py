"""Sổ cái: who did what. Append-only rows, each chained to the one before; written in the transaction of the act."""
