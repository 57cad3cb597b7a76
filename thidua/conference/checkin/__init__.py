"""Điểm danh: marks from several phones, sent when there is a line, each taken once."""
