"""Hỏi số liệu: results, targets and awards laid out by rows and columns; each question has an address, can be kept."""
