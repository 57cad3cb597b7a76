"""Giữ kín bảng điểm before the conference: who may, and the acts."""
