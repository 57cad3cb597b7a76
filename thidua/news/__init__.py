"""Tin bài: articles drafted from facts, reviewed by a second person, published."""
