"""Chia phần thẩm định: which body appraises which criteria; several work on one sheet side by side."""
