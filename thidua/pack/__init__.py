"""Bộ văn bản của năm: every paper a cluster year needs, drafted from what the rooms know."""
