"""Văn bản: documents, numbered without gaps, in the official layout."""
