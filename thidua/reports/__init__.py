"""Báo cáo kết quả, minh chứng: periodic results, figures as written, evidence files."""
