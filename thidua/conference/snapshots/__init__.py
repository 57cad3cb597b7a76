"""Ảnh từ điện thoại: several photographs at once into the album of the year, under one caption."""
