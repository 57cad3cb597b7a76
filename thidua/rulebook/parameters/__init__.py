"""Tham số: what a law may change, as dated and cited data. Read through `rulebook.catalogue`."""
