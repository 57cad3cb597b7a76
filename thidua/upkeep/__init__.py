"""Trông nom trang: bản sao lưu, khôi phục, chuyển cơ sở dữ liệu, tình trạng. Knows tables, not what they mean."""
