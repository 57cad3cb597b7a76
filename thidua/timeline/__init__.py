"""Năm thi đua: the year at a glance: steps, whose turn, what is asked of me. Read this first."""
