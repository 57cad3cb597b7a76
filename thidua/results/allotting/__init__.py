"""Chỉ tiêu đề nghị: how many units may be put forward for a title, and the exceptions made."""
