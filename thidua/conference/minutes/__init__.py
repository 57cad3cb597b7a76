"""Biên bản: written live in sections, kept in versions, approved by a second hand, then issued as a paper."""
