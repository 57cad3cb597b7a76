"""Hồ sơ lưu của một năm: one file that anyone can check without this program (`tools/check_archive.py`)."""
