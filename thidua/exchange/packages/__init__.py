"""Gói có ký: what a year holds, carried as one file between sites that have no network between them (decision 0041)."""
