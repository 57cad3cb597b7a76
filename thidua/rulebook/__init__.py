"""Bảng tiêu chí: editions of the criteria table, proposed, checked, adopted once, immutable."""
