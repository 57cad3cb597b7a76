"""Câu chuyện của năm: gathers the facts of a conference and its year, and drafts the article."""
